import { sendPage } from '@motcua/kit/web.ts'
import { fieldsOf } from '@motcua/sign-in/form/form.ts'
import { signInTables } from '@motcua/sign-in/tables.ts'
import { signInAddress } from '@motcua/sign-in/web/signed-in.ts'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type Provider from 'oidc-provider'
import { errors, type InteractionResults } from 'oidc-provider'
import { levelOfAssurance } from '../session/assurance.ts'
import { requireAccount, type SignedIn } from '../session/signed-in-routes.ts'
import type { Web } from '../web.ts'
import { consentFor } from './consent.ts'
import { consentPage } from './consent-page.ts'
import { consentsStore } from './consents-store.ts'
import { mustSignInAgain } from './freshness.ts'
import { ssoErrorPage } from './pages.ts'
import { callbackOrigins, type RelyingParty } from './relying-parties.ts'

export type Interactions = { web: Web; provider: Provider; relyingParties: RelyingParty[] }
type Exchange = { request: FastifyRequest & { signedIn: SignedIn }; reply: FastifyReply }
type Named = { Params: { uid: string } }
type Interaction = Awaited<ReturnType<Provider['interactionDetails']>>

/**
 * Between a relying party's request and its answer: sign in if need be, agree before the first release, and on.
 * Somebody signed in who agreed before passes without seeing a page.
 */
export function interactionRoutes(server: FastifyInstance, parts: Interactions): void {
  const { web, provider } = parts
  server.get<Named>('/sso/:uid', async (request, reply) => {
    const interaction = await details(provider, { request, reply })
    if (!interaction) return sendPage(reply.code(410), ssoErrorPage(web.frame(request), 'expired'))
    if (!requireAccount(request, reply)) return reply
    if (mustSignInAgain(interaction, request.signedIn.session)) return reply.redirect(signInAddress(request), 303)
    const party = partyOf(parts, interaction)
    const consent = consentFor(request.signedIn.account, party)
    if (await consentsStore(web.parts.db).isGiven(consent)) return finish(parts, { request, reply })
    return askConsent(parts, { request, reply, party, textHash: consent.textHash, uid: interaction.uid })
  })
  server.post<Named>('/sso/:uid', async (request, reply) => {
    const interaction = await details(provider, { request, reply })
    if (!interaction) return sendPage(reply.code(410), ssoErrorPage(web.frame(request), 'expired'))
    if (!requireAccount(request, reply)) return reply
    if (mustSignInAgain(interaction, request.signedIn.session)) return reply.redirect(signInAddress(request), 303)
    return decide(parts, { request, reply, interaction })
  })
}

type Arrived = { request: FastifyRequest<Named>; reply: FastifyReply }

/** The interaction of this address, if it is this browser's and still open. */
async function details(provider: Provider, { request, reply }: Arrived) {
  try {
    const interaction = await provider.interactionDetails(request.raw, reply.raw)
    return interaction.uid === request.params.uid ? interaction : undefined
  } catch (error) {
    if (error instanceof errors.SessionNotFound) return undefined
    throw error
  }
}

function partyOf({ relyingParties }: Interactions, interaction: Interaction): RelyingParty {
  const party = relyingParties.find(one => one.clientId === interaction.params.client_id)
  if (!party) throw new Error('an interaction of an unknown client')
  return party
}

type Asking = Exchange & { party: RelyingParty; textHash: string; uid: string }

function askConsent({ web }: Interactions, { request, reply, party, textHash, uid }: Asking): FastifyReply {
  const { account } = request.signedIn
  const model = { frame: web.frame(request), account, portal: party.name, action: `/sso/${uid}`, textHash }
  return sendPage(reply, consentPage(model), { formAction: callbackOrigins(party) })
}

async function decide(parts: Interactions, { request, reply, interaction }: Exchange & { interaction: Interaction }) {
  const { web } = parts
  const party = partyOf(parts, interaction)
  const { decision, text } = fieldsOf(request.body)
  const consent = consentFor(request.signedIn.account, party)
  if (decision === 'refuse') {
    return answer(parts, {
      request,
      reply,
      result: { error: 'access_denied', error_description: 'the person refused' },
    })
  }
  if (decision !== 'allow' || text !== consent.textHash) {
    return askConsent(parts, { request, reply, party, textHash: consent.textHash, uid: interaction.uid })
  }
  const { db, clock, audit } = web.parts
  await db.transaction().execute(async tx => {
    const consents = consentsStore(tx)
    if (await consents.isGiven(consent)) return
    await consents.give(consent, clock())
    const details = { clientId: consent.clientId, textHash: consent.textHash, claims: consent.claims.join(' ') }
    const { id } = request.signedIn.session
    await audit(signInTables(tx), { event: 'consent-given', accountId: consent.accountId, sessionId: id, details })
  })
  return finish(parts, { request, reply })
}

/** Tells the provider who is signed in, how, and that they agreed. */
async function finish(parts: Interactions, { request, reply }: Exchange): Promise<FastifyReply> {
  const { provider } = parts
  const { account, session } = request.signedIn
  const interaction = await provider.interactionDetails(request.raw, reply.raw)
  const clientId = String(interaction.params.client_id)
  const grant = new provider.Grant({ accountId: account.id, clientId })
  grant.addOIDCScope('openid')
  const result: InteractionResults = {
    login: {
      accountId: account.id,
      acr: levelOfAssurance(account.identityAssuranceLevel, session),
      amr: session.methods,
      ts: Math.floor(session.authenticatedAt.getTime() / 1000),
      // The provider's cookie ends with the browser, as the session's does; left over, its codes would be refused.
      remember: false,
    },
    consent: { grantId: await grant.save() },
  }
  return answer(parts, { request, reply, result })
}

async function answer(
  { provider }: Interactions,
  { request, reply, result }: Exchange & { result: InteractionResults },
) {
  const goTo = await provider.interactionResult(request.raw, reply.raw, result, { mergeWithLastSubmission: false })
  return reply.redirect(goTo, 303)
}
