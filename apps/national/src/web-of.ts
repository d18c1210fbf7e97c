import type { Session } from '@motcua/sign-in/session/sessions.ts'
import { signInTables } from '@motcua/sign-in/tables.ts'
import type { Visitors } from '@motcua/sign-in/web/visitors.ts'
import { errorPage } from '@motcua/ui/error-page.ts'
import { plain } from '@motcua/ui/words.ts'
import type Provider from 'oidc-provider'
import type { Config } from './config.ts'
import { journeyTo } from './oidc/journey.ts'
import { callbackOrigins } from './oidc/relying-parties.ts'
import type { Parts } from './parts.ts'
import { wantedSubmission } from './procedures/wanted-submission.ts'
import { endSession, nationalSessions } from './session/end-sessions.ts'
import { messages } from './session/messages.ts'
import { vouchedStore } from './session/vouched-store.ts'
import type { Journey, Web } from './web.ts'

export type WebParts = { config: Config; parts: Parts; visitors: Visitors; provider: Provider; frame: Web['frame'] }

/** What the routes share, put together from the parts. */
export function webOf({ config, parts, visitors, provider, frame }: WebParts): Web {
  return {
    ...{ parts, visitors, frame },
    journey: goTo => journey({ config, parts, provider }, goTo),
    async enter({ request, reply }, { token, goTo }) {
      // A waiting page comes here by a GET, and what answers one may be kept by whoever stands between.
      reply.header('cache-control', 'no-store')
      const opened = await nationalSessions(parts, parts.db).current(token)
      // An outcome is repeated to its browser for a while: by then the session may be its own already, or over.
      if (!opened) return reply.redirect(goTo, 303)
      const before = await visitors.session(request)
      if (before && before.id !== opened.id) await replaceSession(parts, { before, opened })
      visitors.enter(reply, token)
      return reply.redirect(goTo, 303)
    },
    lost(request, why) {
      const kind = why === 'gone' ? 'expired' : 'busy'
      // A flow's address is where it begins, and its id.
      const begin = (request.url.split('?')[0] ?? '').replace(/\/[^/]*$/, '')
      const around = frame(request)
      const label = plain(around.language, messages)('frame.start-again')
      return errorPage(around, { kind, way: { label, href: begin } })
    },
  }
}

/** The provider knows journeys that portals began; what was chosen here is named by its procedure. */
async function journey(
  { config, parts, provider }: Pick<WebParts, 'config' | 'parts' | 'provider'>,
  goTo: string | undefined,
): Promise<Journey> {
  const { provinces, relyingParties } = config
  const portalOrigins = provinces.map(province => new URL(province.portalUrl).origin)
  const begun = await journeyTo({ provider, relyingParties, portalOrigins }, goTo)
  const wanted = await wantedSubmission({ db: parts.db, provinces }, goTo)
  if (wanted === undefined) return begun
  const { origin } = new URL(wanted.portal.portalUrl)
  const party = relyingParties.find(one => callbackOrigins(one).includes(origin))
  return { ...begun, towards: party?.name ?? wanted.portal.name, procedure: wanted.procedure }
}

type Replaced = { before: Session; opened: Session }

/** Whoever signs in again goes on at relying parties in the new session; whoever else signs in inherits nothing. */
async function replaceSession(parts: Parts, { before, opened }: Replaced): Promise<void> {
  const { id, accountId } = before
  await parts.db.transaction().execute(async tx => {
    if (accountId === opened.accountId) await vouchedStore(tx).move({ from: id, to: opened.id })
    await endSession(parts, tx, { id, reason: 'replaced' })
    await parts.audit(signInTables(tx), { event: 'signed-out', accountId, sessionId: id })
  })
}
