import { sendPage } from '@motcua/kit/web.ts'
import { engine } from '@motcua/sign-in/flow/advance.ts'
import { localPath } from '@motcua/sign-in/form/form.ts'
import { flowRoutes, type RenderedPage, type StepView } from '@motcua/sign-in/web/flow-routes.ts'
import type { Frame } from '@motcua/ui/frame.ts'
import type { FastifyInstance } from 'fastify'
import type { Parts } from '../../parts.ts'
import { choiceKey } from '../../steps/choice.ts'
import { flowFields } from '../../steps/flow-page.ts'
import type { Method } from '../../steps/method.ts'
import { hasArrived, hasReplied, linesOf, methodOf } from '../../steps/prove.ts'
import type { Web } from '../../web.ts'
import { type ByMethodState, signInByMethod } from './by-method.ts'
import { byMethodPage, renewedNotice, waysInstead } from './by-method-page.ts'
import { choosePage } from './choose-page.ts'
import { otherWays } from './other-ways.ts'
import { confirmations } from './renew-certificate.ts'
import { type SignInWay, ways } from './sign-in-tabs.ts'
import { stoppedPage } from './stopped-page.ts'

/** Gives every tab its pages whose method lets people in without a name. */
export function byMethodRoutes(server: FastifyInstance, web: Web): void {
  for (const { id, href } of ways) {
    const method = web.parts.methods.find(each => each.id === id)
    if (method?.opening) wayRoutes(server, web, { id, href, method, opening: method.opening })
  }
}

type Way = { id: SignInWay; href: string; method: Method; opening: NonNullable<Method['opening']> }

function wayRoutes(server: FastifyInstance, web: Web, way: Way): void {
  const { parts, visitors } = web
  flowRoutes(server, {
    path: way.href,
    first: { step: 'begin' },
    engine: engine(signInByMethod(parts, way.method), parts),
    random: parts.random,
    visitors,
    lost: web.lost,
    arrived: state => hasReply(parts, { way, state }),
    step: view => stepPage(web, { view, way }),
    async ended(end, exchange) {
      if (end.kind === 'signed-in') return web.enter(exchange, end)
      return sendPage(exchange.reply.code(403), stoppedPage(web.frame(exchange.request), end))
    },
  })
}

async function hasReply(parts: Parts, { way, state }: { way: Way; state: ByMethodState }): Promise<boolean> {
  switch (state.step) {
    case 'prove':
      return hasReplied(way.method, state.pending)
    case 'confirm':
      return hasArrived(parts, state.proving)
    case 'begin':
    case 'choose':
      return false
  }
}

type Shown = { view: StepView<ByMethodState>; way: Way }

async function stepPage(web: Web, { view, way }: Shown): Promise<RenderedPage> {
  const { state, request } = view
  const frame = web.frame(request)
  const { language } = frame
  const journey = await web.journey(goToOf(view))
  const { formAction } = journey
  if (state.step === 'begin') {
    const address = new URL(web.parts.site.origin).host
    const opening = way.opening({ language, values: view.values, errors: view.errors })
    const vneid = web.parts.identityProviders.vneid ? 'on' : 'off'
    return { page: byMethodPage({ ...view, frame, way: way.id, opening, address, journey, vneid }), formAction }
  }
  return { page: await laterPage(web, { view, way, frame, state }), formAction }
}

function goToOf({ state, values }: StepView<ByMethodState>): string | undefined {
  switch (state.step) {
    case 'begin':
      return localPath(values.ve)
    case 'prove':
      return state.goTo
    case 'confirm':
    case 'choose':
      return state.renewal.goTo
  }
}

type Later = Shown & { frame: Frame; state: Exclude<ByMethodState, { step: 'begin' }> }

async function laterPage({ parts }: Web, { view, way, frame, state }: Later): Promise<string> {
  const { language } = frame
  const shown = { frame, action: view.action, errors: view.errors, hidden: flowFields(view) }
  switch (state.step) {
    case 'prove':
      return way.method.page({ ...shown, below: waysInstead(language, state.goTo) }, state.pending)
    case 'confirm': {
      const choices = await confirmations(parts, { method: way.method, renewal: state.renewal })
      const others = choices.length > 1 ? 'some' : 'none'
      const below = otherWays(view, { frame, others, hasPhone: 'no', step: 'confirm' })
      const { method, pending } = state.proving
      return methodOf(parts, method).page({ ...shown, above: renewedNotice(language), below }, pending)
    }
    case 'choose': {
      const { renewal } = state
      const offered = (await confirmations(parts, { method: way.method, renewal })).map(choiceKey)
      const lines = await linesOf(parts, { accountId: renewal.accountId, language })
      return choosePage({ ...view, frame, choices: lines.filter(line => offered.includes(choiceKey(line))) })
    }
  }
}
