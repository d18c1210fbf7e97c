import type { Visitor } from '@motcua/sign-in/flow/flow.ts'
import type { Account } from '../accounts/account.ts'
import { accountsStore } from '../accounts/accounts-store.ts'
import type { Parts } from '../parts.ts'
import { newSessionToken, openSession, type SignedIn } from '../sign-in/open-session.ts'
import { verifiedAttributes } from './attributes.ts'
import type { Arrival } from './ticket.ts'

/** How somebody proved themselves in a session that the national portal vouches for. */
export const NATIONAL_METHOD = 'national'

/** Case 4: a session at once. What the national portal verified since is what this portal shows from now on. */
export async function enterLinked(
  parts: Parts,
  { arrival, account, visitor }: { arrival: Arrival; account: Account; visitor: Visitor },
): Promise<SignedIn> {
  const token = newSessionToken(parts)
  await parts.db.transaction().execute(async tx => {
    await accountsStore(tx, parts).setAttributes(account.id, verifiedAttributes(arrival.person, parts.clock()))
    await openSession(parts, tx, {
      ...{ accountId: account.id, token, methods: [NATIONAL_METHOD], visitor, idToken: arrival.idToken },
      event: 'signed-in-by-national-portal',
    })
  })
  return { kind: 'signed-in', token, goTo: arrival.goTo }
}
