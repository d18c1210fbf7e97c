import type { Parts } from '../parts.ts'
import { type Leaving, leaving, requestPlace } from './leave.ts'
import type { Completion } from './national-identity.ts'
import { requestsStore } from './requests-store.ts'
import { type Arrival, secretHash } from './ticket.ts'

/** How a visit to the national portal ended. `lost`: nothing here waits for such an answer in this browser. */
export type CameBack =
  | { kind: 'arrived'; arrival: Arrival }
  | { kind: 'lost' }
  | (Exclude<Completion, { kind: 'identified' }> & { goTo: string })

/** States are ours: 256 random bits in base64url. */
const STATE = /^[A-Za-z0-9_-]{43}$/

/** Reads the national portal's answer. A state is good once, for an hour, in the browser that left with it. */
export async function comeBack(
  parts: Pick<Parts, 'db' | 'sealer' | 'clock' | 'national' | 'log'>,
  { query, browser }: { query: string; browser: Buffer },
): Promise<CameBack> {
  const left = await whoLeft(parts, { query, browser })
  if (!left) return { kind: 'lost' }
  const { goTo, ...secrets } = left
  const completion = await parts.national.complete(query, secrets)
  if (completion.kind === 'identified') return { kind: 'arrived', arrival: { ...completion.identified, goTo } }
  if (completion.kind === 'refused')
    parts.log.warn({ because: completion.because }, 'answer of the national portal refused')
  return { ...completion, goTo }
}

async function whoLeft(
  parts: Pick<Parts, 'db' | 'sealer' | 'clock'>,
  { query, browser }: { query: string; browser: Buffer },
): Promise<Leaving | undefined> {
  const states = new URLSearchParams(query).getAll('state')
  const [state] = states
  if (state === undefined || states.length > 1 || !STATE.test(state)) return undefined
  const hash = secretHash(state)
  const sealed = await requestsStore(parts.db).take(hash, { browser, now: parts.clock() })
  const text = sealed && parts.sealer.unseal(sealed, requestPlace(hash))
  return text ? leaving.parse(JSON.parse(text)) : undefined
}
