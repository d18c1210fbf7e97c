import type { IdentityProviderId } from '@motcua/contracts/identity-providers.ts'
import { Refused, sendPage } from '@motcua/kit/web.ts'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type Provider from 'oidc-provider'
import { errors, type InteractionResults } from 'oidc-provider'
import { z } from 'zod'
import { atOf } from '../page/page-routes.ts'
import type { Account } from './accounts.ts'
import type { ProviderClient } from './provider.ts'
import { signInPage, type Wrong } from './sign-in-page.ts'
import type { SignIns } from './sign-ins.ts'

export type SignInRoutes = { id: IdentityProviderId; provider: Provider; client: ProviderClient; signIns: SignIns }

const CLIENT_NAME = { vi: 'Cổng Dịch vụ công quốc gia', en: 'The National Public Service Portal' }
const posted = z.object({
  action: z.enum(['go-on', 'cancel']).default('go-on'),
  username: z.string().max(64).default(''),
  password: z.string().max(128).default(''),
  otp: z.string().max(32).optional(),
})

type Exchange = { request: FastifyRequest; reply: FastifyReply }

/** The pages on which a persona signs in at a provider, at `/dang-nhap/{interaction}` below it. */
export function signInRoutes(scope: FastifyInstance, parts: SignInRoutes): void {
  scope.get('/dang-nhap/:uid', async (request, reply) => {
    const { uid } = await interaction({ request, reply }, parts)
    return show({ request, reply }, parts, { uid })
  })
  scope.post('/dang-nhap/:uid', async (request, reply) => {
    const exchange = { request, reply }
    const { uid, params } = await interaction(exchange, parts)
    const typed = posted.safeParse(request.body)
    if (!typed.success) throw new Refused(400)
    const { action, username, password, otp } = typed.data
    if (action === 'cancel') return goBack(exchange, parts, { error: 'access_denied' })
    const asked = parts.signIns.stage(uid)
    const attempt =
      otp === undefined ? parts.signIns.enter(uid, { username, password }) : parts.signIns.confirm(uid, otp)
    if (attempt.kind === 'signed-in') return goBack(exchange, parts, await resultOf(parts, attempt.account, params))
    if (attempt.kind === 'code-sent') return reply.redirect(request.url, 303)
    return show(exchange, parts, { uid, username, wrong: whatIsWrong(asked.step, parts.signIns.stage(uid).step) })
  })
}

/** The request that is being answered; of an old page, or in another browser, there is none. */
async function interaction({ request, reply }: Exchange, { provider }: SignInRoutes) {
  try {
    return await provider.interactionDetails(request.raw, reply.raw)
  } catch (error) {
    if (error instanceof errors.SessionNotFound) throw new Refused(410)
    throw error
  }
}

function whatIsWrong(before: 'password' | 'otp', now: 'password' | 'otp'): Wrong {
  return before === 'otp' && now === 'password' ? 'otp-too-often' : now
}

type Shown = { uid: string; username?: string; wrong?: Wrong }

function show({ request, reply }: Exchange, { id, client, signIns }: SignInRoutes, shown: Shown): FastifyReply {
  const at = atOf(request)
  const stage = signIns.stage(shown.uid)
  if (shown.wrong !== undefined) reply.code(422)
  const model = { provider: id, client: CLIENT_NAME[at.language], action: `/${id}/dang-nhap/${shown.uid}`, stage }
  const formAction = client.redirectUris.map(uri => new URL(uri).origin)
  return sendPage(reply, signInPage(at, { ...model, ...shown }), { formAction })
}

/** Back to the provider's protocol, and from there to the portal. */
async function goBack({ request, reply }: Exchange, { provider }: SignInRoutes, result: InteractionResults) {
  const to = await provider.interactionResult(request.raw, reply.raw, result, { mergeWithLastSubmission: false })
  return reply.redirect(to, 303)
}

/** What the sign-in proved. Nobody is asked for consent: that is the account holder's business with the portal. */
async function resultOf(
  { provider }: SignInRoutes,
  { subject, ways }: Account,
  params: Record<string, unknown>,
): Promise<InteractionResults> {
  if (ways.mischief === 'refuse') return { error: 'access_denied' }
  const grant = new provider.Grant({ accountId: subject, clientId: String(params.client_id) })
  grant.addOIDCScope(String(params.scope))
  const proved = ways.level === 1 ? { acr: '1', amr: ['pwd'] } : { acr: '2', amr: ['pwd', 'otp'] }
  return { login: { accountId: subject, remember: false, ...proved }, consent: { grantId: await grant.save() } }
}
