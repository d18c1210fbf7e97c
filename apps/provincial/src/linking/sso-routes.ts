import { sendPage } from '@motcua/kit/web.ts'
import { fieldsOf, localPath } from '@motcua/sign-in/form/form.ts'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { HOME } from '../sign-in/local.ts'
import { signOut } from '../sign-in/sign-out.ts'
import type { Exchange, Web } from '../web.ts'
import { type CameBack, comeBack } from './come-back.ts'
import { decide } from './decide.ts'
import { enterLinked } from './enter.ts'
import { leaveForNational } from './leave.ts'
import { CALLBACK_PATH } from './national-http.ts'
import { type Stopped, somebodyElsePage, stoppedPage } from './sso-pages.ts'
import { type Arrival, issueTicket, readTicket, spendTicket } from './ticket.ts'

type Going = { Querystring: { ve?: string | string[] } }

const statuses: Record<Stopped, number> = {
  lost: 400,
  declined: 403,
  refused: 400,
  'too-weak': 403,
  unavailable: 503,
  'not-a-citizen': 403,
  incomplete: 422,
  locked: 403,
  unprovable: 409,
  ambiguous: 409,
  overtaken: 409,
}

/** Single sign-on by the national portal: leaving for it, coming back, and what then becomes of the visitor. */
export function ssoRoutes(server: FastifyInstance, web: Web): void {
  server.get<Going>('/sso/di', async (request, reply) => {
    const { ve } = request.query
    return leave(web, { request, reply }, localPath(typeof ve === 'string' ? ve : undefined) ?? HOME)
  })
  server.get(CALLBACK_PATH, async (request, reply) => {
    const { browser } = web.visitors.visitor(request, reply)
    const query = request.url.slice(request.url.indexOf('?') + 1)
    const came = await comeBack(web.parts, { query, browser })
    if (came.kind === 'arrived') return receive(web, { request, reply }, came.arrival)
    return stop(web, { request, reply }, stoppedBy(came))
  })
  server.post('/sso/roi-phien', async (request, reply) => {
    const { browser } = web.visitors.visitor(request, reply)
    const ticket = fieldsOf(request.body).phieu
    const arrival = await readTicket(web.parts, { ticket, browser })
    const spent = arrival && ticket && (await web.parts.db.transaction().execute(tx => spendTicket(tx, ticket)))
    if (!spent) return stop(web, { request, reply }, { why: 'lost', goTo: undefined })
    if (request.accountHolder) await signOut(web.parts, request.accountHolder.session)
    web.visitors.leave(reply)
    request.accountHolder = undefined
    return receive(web, { request, reply }, arrival)
  })
}

/** To the national portal at once; where it does not answer, the page says so. */
export async function leave(web: Web, exchange: Exchange, goTo: string): Promise<FastifyReply> {
  const { browser } = web.visitors.visitor(exchange.request, exchange.reply)
  const left = await leaveForNational(web.parts, { browser, goTo })
  if (left.kind === 'unavailable') return stop(web, exchange, { why: 'unavailable', goTo })
  return exchange.reply.header('cache-control', 'no-store').redirect(left.url, 303)
}

type Stop = { why: Stopped; goTo: string | undefined }

export function stop(web: Pick<Web, 'frame'>, { request, reply }: Exchange, stopped: Stop): FastifyReply {
  return sendPage(reply.code(statuses[stopped.why]), stoppedPage(web.frame(request), stopped))
}

function stoppedBy(came: Exclude<CameBack, { kind: 'arrived' }>): Stop {
  switch (came.kind) {
    case 'lost':
      return { why: 'lost', goTo: undefined }
    case 'unusable':
      return { why: came.because, goTo: came.goTo }
    case 'declined':
    case 'refused':
    case 'too-weak':
    case 'unavailable':
      return { why: came.kind, goTo: came.goTo }
  }
}

/** The linking cases. Somebody else's live session is not taken over, whatever the case. */
async function receive(web: Web, exchange: Exchange, arrival: Arrival): Promise<FastifyReply> {
  const { request, reply } = exchange
  const { parts, visitors } = web
  const visitor = visitors.visitor(request, reply)
  const decision = await decide(parts, arrival)
  const here = request.accountHolder?.account
  const meant = decision.kind === 'linked' || decision.kind === 'prove' ? decision.account : undefined
  if (here && here.id !== meant?.id) return askToLeave(web, exchange, arrival)
  switch (decision.kind) {
    case 'linked': {
      if (decision.account.status !== 'active') return stop(web, exchange, { why: 'locked', goTo: arrival.goTo })
      return web.enter(exchange, await enterLinked(parts, { arrival, account: decision.account, visitor }))
    }
    case 'register':
    case 'prove': {
      const ticket = await issueTicket(parts, { arrival, browser: visitor.browser })
      const path = decision.kind === 'register' ? '/dang-ky' : '/lien-ket'
      return reply.redirect(`${path}?phieu=${ticket}`, 303)
    }
    case 'unprovable':
    case 'ambiguous':
      return stop(web, exchange, { why: decision.kind, goTo: arrival.goTo })
  }
}

async function askToLeave(web: Web, { request, reply }: Exchange, arrival: Arrival): Promise<FastifyReply> {
  const { browser } = web.visitors.visitor(request, reply)
  const ticket = await issueTicket(web.parts, { arrival, browser })
  const signedInName = request.accountHolder?.account.attributes.fullName?.value ?? ''
  const names = { signedInName, arrivingName: arrival.person.fullName }
  return sendPage(reply.code(409), somebodyElsePage(web.frame(request), { ticket, ...names }))
}
