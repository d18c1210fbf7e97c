import { sendPage } from '@motcua/kit/web.ts'
import { engine } from '@motcua/sign-in/flow/advance.ts'
import { fieldsOf, localPath } from '@motcua/sign-in/form/form.ts'
import { placeOf } from '@motcua/sign-in/limits/place.ts'
import { captchaIsDue } from '@motcua/sign-in/password/password-guard.ts'
import { flowRoutes, type RenderedPage, type StepView } from '@motcua/sign-in/web/flow-routes.ts'
import { captchaOf } from '@motcua/sign-in/web/portal-routes.ts'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Web } from '../web.ts'
import { type ProveState, proveAccount } from './prove/prove.ts'
import { provePage } from './prove/prove-page.ts'
import { type RegisterState, registerFromNational } from './register/register.ts'
import { registerPage } from './register/register-page.ts'
import { alreadyRegisteredPage, startPage } from './register/start-page.ts'
import { stoppedPage } from './sso-pages.ts'
import { stop } from './sso-routes.ts'
import { type Arrival, readTicket } from './ticket.ts'

/** *Đăng ký* and *Liên kết tài khoản*: the two ways in which a national account gets one here. */
export function linkingRoutes(server: FastifyInstance, web: Web): void {
  const { parts, visitors } = web
  const shared = { random: parts.random, visitors, lost: web.lost }
  flowRoutes(server, {
    path: '/dang-ky',
    first: { step: 'details' },
    engine: engine(registerFromNational(parts), parts),
    ...shared,
    step: view => registerStep(web, view),
    async ended(end, exchange) {
      if (end.kind === 'signed-in') return web.enter(exchange, end)
      if (end.kind === 'ticket-gone') return stop(web, exchange, { why: 'lost', goTo: undefined })
      return sendPage(exchange.reply.code(409), alreadyRegisteredPage(web.frame(exchange.request), end.goTo))
    },
  })
  flowRoutes(server, {
    path: '/lien-ket',
    first: { step: 'password' as const },
    engine: engine(proveAccount(parts), parts),
    ...shared,
    step: view => proveStep(web, view),
    async ended(end, exchange) {
      if (end.kind === 'signed-in') return web.enter(exchange, end)
      if (end.kind === 'ticket-gone') return stop(web, exchange, { why: 'lost', goTo: undefined })
      return stop(web, exchange, { why: end.kind, goTo: end.kind === 'overtaken' ? end.goTo : undefined })
    },
  })
}

async function arrivalOf(
  web: Web,
  { request, ticket }: { request: FastifyRequest; ticket: string | undefined },
): Promise<Arrival | undefined> {
  const browser = web.visitors.known(request)?.browser
  return browser && readTicket(web.parts, { ticket, browser })
}

async function registerStep(web: Web, view: StepView<RegisterState>): Promise<RenderedPage> {
  const { request, ...model } = view
  const frame = web.frame(request)
  const values = { ...view.state.draft, ...view.values }
  const ticket = values.phieu ?? view.state.ticket ?? fieldsOf(request.query).phieu
  if (ticket === undefined) {
    return { page: startPage(frame, { goTo: localPath(values.ve), nationalUrl: web.parts.national.issuer }) }
  }
  const arrival = await arrivalOf(web, { request, ticket })
  if (!arrival) return { page: stoppedPage(frame, { why: 'lost', goTo: undefined }) }
  const homeProvince = web.portal.province.province.gsoCode
  return { page: registerPage({ ...model, values, frame, person: arrival.person, ticket, homeProvince }) }
}

async function proveStep(web: Web, view: StepView<ProveState>): Promise<RenderedPage> {
  const { request, ...model } = view
  const frame = web.frame(request)
  const ticket = view.values.phieu ?? view.state.ticket ?? fieldsOf(request.query).phieu
  const arrival = await arrivalOf(web, { request, ticket })
  if (!arrival || ticket === undefined) return { page: stoppedPage(frame, { why: 'lost', goTo: undefined }) }
  const { parts } = web
  const visitor = { place: placeOf(request.ip) }
  const [loginName] = arrival.person.idNumbers
  const due = view.errors.captcha !== undefined || (await captchaIsDue(parts, { visitor, loginName }))
  const captcha = due ? await captchaOf(parts.captchas) : undefined
  return { page: provePage({ ...model, frame, captcha, person: arrival.person, ticket }) }
}
