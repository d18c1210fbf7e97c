import { hash, parseOptions, verify } from '@node-rs/argon2'
import { defaultLimits } from '../limits/defaults.ts'
import { absurdLength, normalisePassword } from './normalise.ts'
import { type TurnstileSize, turnstile } from './turnstile.ts'

/** Cost of argon2id: memory in KiB, passes, lanes. */
export type HashParameters = { memoryCost: number; timeCost: number; parallelism: number }

export const hashParameters: HashParameters = defaultLimits.password.hash

export type Hashed = { kind: 'hashed'; hash: string } | { kind: 'busy' }
export type Verified = 'right' | 'right-rehash' | 'wrong' | 'busy'

export type PasswordHasher = ReturnType<typeof passwordHasher>

/** What every hash of ours begins with: argon2id, version 1.3 (RFC 9106). */
const PREFIX = '$argon2id$v=19$'

/**
 * Hashes and verifies passwords off the main thread: at most `concurrency` at once, `queue` more wait, the rest are
 * told `busy`. Passwords are normalised (NFKC) first; whether one is allowed is for `passwordProblems` to say.
 */
export function passwordHasher({
  parameters = hashParameters,
  ...size
}: TurnstileSize & { parameters?: HashParameters }) {
  const pass = turnstile(size)
  // Made at start, so that the first unknown name does not wait for it.
  const dummy = hash('verified where there is no account', parameters)

  const compare = async (stored: string | undefined, password: string): Promise<Verified> => {
    const possible = stored !== undefined && password.length < absurdLength
    const right = await verify(possible ? stored : await dummy, possible ? normalisePassword(password) : '')
    if (!possible || !right) return 'wrong'
    return madeWith(stored, parameters) ? 'right' : 'right-rehash'
  }
  return {
    /** A PHC string ($argon2id$…) with a fresh salt. A text of 1024 or more UTF-16 units is a bug of the caller. */
    async hash(password: string): Promise<Hashed> {
      if (password.length >= absurdLength) throw new RangeError('a password this long should have been refused')
      const passed = await pass(() => hash(normalisePassword(password), parameters))
      return passed.kind === 'busy' ? passed : { kind: 'hashed', hash: passed.value }
    },

    /**
     * Compares with a stored hash; `right-rehash` when it is right but made with other parameters than today's.
     * Without a hash (no such account, or none with a password) it is `wrong` after the same work.
     * A stored text that is no argon2 hash is an exception.
     */
    async verify(stored: string | undefined, password: string): Promise<Verified> {
      const passed = await pass(() => compare(stored, password))
      return passed.kind === 'busy' ? 'busy' : passed.value
    },
  }
}

function madeWith(stored: string, { memoryCost, timeCost, parallelism }: HashParameters): boolean {
  const made = parseOptions(stored)
  const costs = made.memoryCost === memoryCost && made.timeCost === timeCost && made.parallelism === parallelism
  return costs && stored.startsWith(PREFIX)
}
