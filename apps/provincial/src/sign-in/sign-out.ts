import type { Session } from '@motcua/sign-in/session/sessions.ts'
import { signInTables } from '@motcua/sign-in/tables.ts'
import { nationalSessionsStore } from '../linking/national-sessions-store.ts'
import type { Parts } from '../parts.ts'
import { provincialSessions } from './open-session.ts'

/** Ends the session; answers where it can be ended at the national portal, if it began there. */
export async function signOut(parts: Parts, { id, accountId }: Session): Promise<string | undefined> {
  const idToken = await nationalSessionsStore(parts.db, parts).idTokenOf(id)
  await parts.db.transaction().execute(async tx => {
    await provincialSessions(parts, tx).end(id, 'signed-out')
    await parts.audit(signInTables(tx), { event: 'signed-out', accountId, sessionId: id })
  })
  const found = idToken === undefined ? undefined : await parts.national.signOutUrl(idToken)
  return found?.kind === 'found' ? found.url : undefined
}
