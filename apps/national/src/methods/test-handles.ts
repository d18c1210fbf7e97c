import { systemRandom } from '@motcua/kit/random.ts'
import { handlesStore } from '../accounts/handles-store.ts'
import { drawRecoveryCodes, replaceRecoveryCodes } from '../accounts/recovery-codes.ts'
import type { TestNational } from '../test-national.ts'
import { codeAt, drawSecret, stepAt } from './totp/time-code.ts'

/** An authenticator app that an account has had for a while. */
export async function withApp({ db, parts, time }: TestNational, accountId: string) {
  const secret = drawSecret(systemRandom)
  const createdAt = parts.clock()
  const added = await handlesStore(db, parts).add(systemRandom, { accountId, method: 'totp', value: secret, createdAt })
  if (added.kind === 'taken') throw new Error('a secret was drawn twice')
  return {
    ...{ id: added.id, secret },
    /** What it shows, `drift` steps of 30 seconds from now. */
    code: (drift = 0) => codeAt(secret, stepAt(time.now) + drift),
    /** Six digits that it shows neither now nor in the steps around. */
    wrong() {
      const right = [-2, -1, 0, 1, 2].map(drift => codeAt(secret, stepAt(time.now) + drift))
      return ['111111', '222222', '333333', '444444', '555555', '666666'].find(code => !right.includes(code)) ?? ''
    },
  }
}

/** Ten recovery codes, as typed. */
export async function withCodes({ db, parts }: TestNational, accountId: string): Promise<string[]> {
  const codes = drawRecoveryCodes(systemRandom)
  await db.transaction().execute(tx => replaceRecoveryCodes(parts, tx, { accountId, codes }))
  return codes
}
