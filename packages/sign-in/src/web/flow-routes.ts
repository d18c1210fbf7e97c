import { type Random, randomUuid } from '@motcua/kit/random.ts'
import { sendPage } from '@motcua/kit/web.ts'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Errors, Standing, Submission } from '../flow/flow.ts'
import { showable } from '../flow/record.ts'
import { fieldsOf } from '../form/form.ts'
import type { Visitors } from './visitors.ts'

/** What a step's page is made from. `values` are the fields as typed, passwords and codes left out. */
export type StepView<State> = {
  request: FastifyRequest
  /** The flow's id and the browser it belongs to: what a step kept outside of the flow is found by both. */
  flowId: string
  browser: Buffer
  action: string
  state: State
  version: number
  values: Record<string, string>
  errors: Errors
}

/** `status`: another one than 422 for what was refused. */
export type RenderedPage = { page: string; formAction?: string[]; status?: number }
/** The step is gone through elsewhere: its browser is sent there, from wherever it comes back to this address. */
export type Elsewhere = { leave: string }

export type FlowEngine<State, End> = {
  look(id: string, browser: Buffer): Promise<Standing<State, End>>
  typed(id: string, browser: Buffer): Promise<Record<string, string>>
  advance(submission: Submission): Promise<Standing<State, End>>
}

export type FlowPages<State, End> = {
  /** Where the flow begins, as a route (`/a/:b`); its own address is below, by its id. */
  path: string
  first: State
  /** One for all, or for each request: of a flow that belongs to whoever is signed in, or to what the address names. */
  engine: FlowEngine<State, End> | ((request: FastifyRequest) => FlowEngine<State, End>)
  random: Random
  visitors: Visitors
  step(view: StepView<State>): Promise<RenderedPage | Elsewhere>
  /** Whether what the step waits for came from elsewhere: then its page goes on by itself. */
  arrived?: (state: State, request: FastifyRequest) => Promise<boolean>
  ended(end: End, exchange: { request: FastifyRequest; reply: FastifyReply }): Promise<FastifyReply>
  /** The page for a flow that expired, is another browser's, or never was; and for one that is still being worked on. */
  lost(request: FastifyRequest, why: 'gone' | 'busy'): string
}

type At<State> = { state: State; version: number; errors: Errors }
type Exchange = { request: FastifyRequest; reply: FastifyReply; id: string }
/** Below a flow's address: `{"arrived": true}` once its page has something new to show. */
export const ARRIVED_PATH = '/da-den'

type Flowing = { Params: { id: string } }

/**
 * Gives a flow its addresses: a GET at the beginning writes nothing and mints the id that makes a double first submission
 * one; a POST advances and redirects, or shows the same page with what to correct; a GET at the flow's own address shows
 * where it is, or with `?sua` its first step again with what was typed, to be corrected. Where a step waits for something
 * that comes from elsewhere, that GET goes on by itself once it is there, as if an empty form had been submitted.
 */
export function flowRoutes<State extends { step: string }, End>(
  server: FastifyInstance,
  flow: FlowPages<State, End>,
): void {
  const { path, visitors } = flow
  const { show, answer } = shownBy(flow)
  const engineOf = engineFor(flow)

  server.get(path, async (request, reply) => {
    visitors.visitor(request, reply)
    const at = { state: flow.first, version: 0, errors: {} }
    const { ve } = fieldsOf(request.query)
    return show({ request, reply, id: randomUuid(flow.random) }, at, ve === undefined ? {} : { ve })
  })

  server.get<Flowing>(`${path}/:id`, async (request, reply) => {
    const exchange = { request, reply, id: request.params.id }
    const visitor = visitors.visitor(request, reply)
    const engine = engineOf(request)
    const revises = fieldsOf(request.query).sua !== undefined
    const standing = await engine.look(exchange.id, visitor.browser)
    if (!revises && standing.kind === 'at' && (await hasArrived(flow, standing.state, request))) {
      const { state, version } = standing
      const submission = { flowId: exchange.id, version, step: state.step, fields: {}, visitor }
      return answer(exchange, await engine.advance(submission), at => show(exchange, at, {}))
    }
    return answer(exchange, standing, async at => {
      if (!revises && at.state.step !== flow.first.step) return show(exchange, at, {})
      return show(exchange, { ...at, state: flow.first }, await engine.typed(exchange.id, visitor.browser))
    })
  })

  server.post<Flowing>(`${path}/:id`, async (request, reply) => {
    const exchange = { request, reply, id: request.params.id }
    const { step = '', v, ...fields } = fieldsOf(request.body)
    const visitor = visitors.visitor(request, reply)
    if (fields.captcha_refresh !== undefined) return refresh(exchange, { step, fields, browser: visitor.browser })
    const version = Number.parseInt(v ?? '0', 10) || 0
    const standing = await engineOf(request).advance({ flowId: exchange.id, version, step, fields, visitor })
    return answer(exchange, standing, at => {
      const stays = Object.keys(at.errors).length > 0
      return stays ? show(exchange, at, fields) : reply.redirect(addressOf(flow, exchange), 303)
    })
  })

  /** *Đổi hình khác* without scripts: the same page again, with what was typed and another captcha. */
  async function refresh(
    exchange: Exchange,
    posted: { step: string; fields: Record<string, string>; browser: Buffer },
  ) {
    const standing = await engineOf(exchange.request).look(exchange.id, posted.browser)
    const at = standing.kind === 'at' ? standing : { state: flow.first, version: 0 }
    const { captchaId: _spent, captcha: _typed, ...kept } = posted.fields
    return show(exchange, { ...at, errors: {} }, kept)
  }

  if (flow.arrived) arrivalRoute(server, flow)
}

/** Tells a waiting page's script when to ask for the page again; what is gone, it is to ask for as well. */
function arrivalRoute<State extends { step: string }, End>(server: FastifyInstance, flow: FlowPages<State, End>): void {
  server.get<Flowing>(`${flow.path}/:id${ARRIVED_PATH}`, async (request, reply) => {
    const { browser } = flow.visitors.visitor(request, reply)
    const standing = await engineFor(flow)(request).look(request.params.id, browser)
    const arrived = standing.kind !== 'at' || (await hasArrived(flow, standing.state, request))
    return reply.header('cache-control', 'no-store').send({ arrived })
  })
}

async function hasArrived<State, End>(
  { arrived }: FlowPages<State, End>,
  state: State,
  request: FastifyRequest,
): Promise<boolean> {
  return (await arrived?.(state, request)) ?? false
}

function engineFor<State, End>({ engine }: FlowPages<State, End>) {
  return (request: FastifyRequest) => (typeof engine === 'function' ? engine(request) : engine)
}

/** How a flow's pages are sent. */
function shownBy<State extends { step: string }, End>(flow: FlowPages<State, End>) {
  async function show(exchange: Exchange, at: At<State>, values: Record<string, string>) {
    const { request, reply, id } = exchange
    const { browser } = flow.visitors.visitor(request, reply)
    const action = addressOf(flow, exchange)
    const rendered = await flow.step({ ...at, request, flowId: id, browser, values: showable(values), action })
    if ('leave' in rendered) return reply.header('cache-control', 'no-store').redirect(rendered.leave, 303)
    if (Object.keys(at.errors).length > 0) reply.code(rendered.status ?? 422)
    return sendPage(reply, rendered.page, rendered.formAction ? { formAction: rendered.formAction } : {})
  }

  function lost({ request, reply }: Exchange, why: 'gone' | 'busy') {
    return sendPage(reply.code(why === 'gone' ? 410 : 503), flow.lost(request, why))
  }

  function answer(
    exchange: Exchange,
    standing: Standing<State, End>,
    under: (at: At<State>) => Promise<FastifyReply> | FastifyReply,
  ) {
    switch (standing.kind) {
      case 'at':
        return under(standing)
      case 'ended':
        return flow.ended(standing.as, exchange)
      case 'gone':
      case 'busy':
        return lost(exchange, standing.kind)
    }
  }

  return { show, answer }
}

function addressOf({ path }: { path: string }, { request, id }: Exchange): string {
  const named = request.params as Record<string, string>
  return `${path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(named[name] ?? ''))}/${id}`
}
