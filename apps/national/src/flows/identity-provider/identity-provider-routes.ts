import type { IdentityProviderId } from '@motcua/contracts/identity-providers.ts'
import { sendPage } from '@motcua/kit/web.ts'
import { engine } from '@motcua/sign-in/flow/advance.ts'
import { fieldsOf, localPath } from '@motcua/sign-in/form/form.ts'
import { placeOf } from '@motcua/sign-in/limits/place.ts'
import { captchaIsDue } from '@motcua/sign-in/password/password-guard.ts'
import { type Elsewhere, flowRoutes, type RenderedPage, type StepView } from '@motcua/sign-in/web/flow-routes.ts'
import { captchaOf } from '@motcua/sign-in/web/portal-routes.ts'
import { errorPage } from '@motcua/ui/error-page.ts'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { flowFields } from '../../steps/flow-page.ts'
import { hasArrived, linesOf, methodOf } from '../../steps/prove.ts'
import type { IdentityProvider } from '../../upstream/identity-provider.ts'
import type { Web } from '../../web.ts'
import { choosePage } from '../sign-in/choose-page.ts'
import { otherWays } from '../sign-in/other-ways.ts'
import { beginPage } from './begin-page.ts'
import { confirmPage } from './confirm-page.ts'
import { endedPage, type Stopped } from './ended-page.ts'
import { linkPage, linkSteps } from './link-page.ts'
import { providerName } from './names.ts'
import { beginPath, callbackPath } from './paths.ts'
import { returningPage } from './returning-page.ts'
import { flowIdOf, signInWith } from './sign-in-with.ts'
import type { ProviderAt, ProviderEnd, ProviderState } from './state.ts'

export type ProviderAddress = { publicUrl: string; captcha: 'adaptive' | 'always' }
type Road = { web: Web; id: IdentityProviderId; provider: IdentityProvider; address: ProviderAddress }

/** Sign-in, registration and linking with each identity provider that is configured. */
export function identityProviderRoutes(server: FastifyInstance, web: Web, address: ProviderAddress): void {
  for (const id of ['vnpost', 'vneid'] as const) {
    const provider = web.parts.identityProviders[id]
    if (provider) providerRoutes(server, { web, id, provider, address })
  }
}

function providerRoutes(server: FastifyInstance, road: Road): void {
  const { web, id } = road
  const flow = engine(signInWith({ ...road, parts: web.parts }), web.parts)
  flowRoutes(server, {
    ...{ path: beginPath(id), first: { step: 'begin' }, engine: flow, random: web.parts.random, lost: web.lost },
    visitors: web.visitors,
    arrived: async state => 'proving' in state && hasArrived(web.parts, state.proving),
    step: view => providerStep(road, view),
    ended: (end, exchange) => ended(road, end, exchange),
  })
  server.get(callbackPath(id), async (request, reply) => {
    const visitor = web.visitors.visitor(request, reply)
    const fields = fieldsOf(request.query)
    const flowId = flowIdOf(fields.state)
    const standing = await flow.look(flowId, visitor.browser)
    if (standing.kind === 'gone') return sendPage(reply.code(410), web.lost(request, 'gone'))
    const version = standing.kind === 'at' ? standing.version : 0
    const after = await flow.advance({ flowId, version, step: 'away', fields, visitor })
    if (after.kind === 'busy') return sendPage(reply.code(503), web.lost(request, 'busy'))
    if (after.kind === 'at' && after.errors.form) return sendPage(reply.code(400), otherRequestPage(road, request))
    const onwards = `${beginPath(id)}/${flowId}`
    return sendPage(reply, returningPage(web.frame(request), { provider: nameFor(road, request), onwards }))
  })
}

function nameFor({ web, id }: Road, request: FastifyRequest): string {
  return providerName(id, web.frame(request).language)
}

/** What came back was no answer to what this browser asked; what it asked may still be answered. */
function otherRequestPage({ web, id }: Road, request: FastifyRequest): string {
  const frame = web.frame(request)
  return errorPage(frame, {
    kind: 'refused',
    way: { label: nameFor({ web, id } as Road, request), href: beginPath(id) },
  })
}

type Exchange = { request: FastifyRequest; reply: FastifyReply }

async function ended({ web, id }: Road, end: ProviderEnd, exchange: Exchange): Promise<FastifyReply> {
  if (end.kind === 'signed-in') return web.enter(exchange, end)
  return sendPage(exchange.reply.code(statusOf(end)), endedPage(web.frame(exchange.request), id, end))
}

function statusOf({ kind }: Stopped): number {
  return kind === 'two-accounts' || kind === 'linked-elsewhere' || kind === 'no-password' ? 409 : 403
}

async function providerStep(road: Road, view: StepView<ProviderState>): Promise<RenderedPage | Elsewhere> {
  const { web, id } = road
  const { state } = view
  const frame = web.frame(view.request)
  switch (state.step) {
    case 'begin':
      return beginning(road, view, { goTo: localPath(view.values.ve) })
    case 'again':
      return beginning(road, view, state)
    case 'away':
      return { leave: state.url }
    case 'confirm': {
      const { formAction } = await web.journey(state.goTo)
      return { page: confirmPage({ ...view, frame, id, person: state.person }), formAction }
    }
    case 'password': {
      const captcha = await captchaWhereDue(road, view, state.loginName)
      return { page: linkPage({ ...view, frame, id, loginName: state.loginName, captcha }) }
    }
    case 'prove':
    case 'choose': {
      const { formAction } = await web.journey(state.who.goTo)
      return { page: await secondFactor(road, view, state), formAction }
    }
  }
}

type Beginning = { goTo: string | undefined; because?: 'cancelled' | 'unavailable' }

/** The form leads to the provider, and with somebody known there at once on to where the journey ends. */
async function beginning(
  road: Road,
  view: StepView<ProviderState>,
  { goTo, because }: Beginning,
): Promise<RenderedPage> {
  const { web, id, provider, address } = road
  const journey = await web.journey(goTo)
  const model = { ...view, frame: web.frame(view.request), id, journey, goTo, because }
  const vneid = web.parts.identityProviders.vneid ? 'on' : 'off'
  const page = beginPage({ ...model, address: new URL(address.publicUrl).host, vneid })
  return { page, formAction: [provider.origin, ...journey.formAction] }
}

async function captchaWhereDue({ web, address }: Road, view: StepView<ProviderState>, loginName: string) {
  const visitor = { place: placeOf(view.request.ip) }
  const due =
    address.captcha === 'always' || view.errors.captcha || (await captchaIsDue(web.parts, { visitor, loginName }))
  return due ? captchaOf(web.parts.captchas) : undefined
}

async function secondFactor(
  { web }: Road,
  view: StepView<ProviderState>,
  state: ProviderAt<'prove'> | ProviderAt<'choose'>,
): Promise<string> {
  const { parts } = web
  const frame = web.frame(view.request)
  const choices = await linesOf(parts, { accountId: state.who.accountId, language: frame.language })
  if (state.step === 'choose') return choosePage({ ...view, frame, choices })
  const below = otherWays(view, { frame, others: choices.length > 1 ? 'some' : 'none', hasPhone: 'no' })
  const shown = { frame, action: view.action, hidden: flowFields(view), errors: view.errors }
  const above = linkSteps(frame.language, 2)
  return methodOf(parts, state.proving.method).page({ ...shown, above, below }, state.proving.pending)
}
