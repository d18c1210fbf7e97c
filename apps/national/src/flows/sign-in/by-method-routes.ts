import { sendPage } from '@motcua/kit/web.ts'
import { engine } from '@motcua/sign-in/flow/advance.ts'
import { localPath } from '@motcua/sign-in/form/form.ts'
import { flowRoutes, type RenderedPage, type StepView } from '@motcua/sign-in/web/flow-routes.ts'
import type { FastifyInstance } from 'fastify'
import { flowFields } from '../../steps/flow-page.ts'
import type { Method } from '../../steps/method.ts'
import type { Web } from '../../web.ts'
import { type ByMethodState, signInByMethod } from './by-method.ts'
import { byMethodPage, waysInstead } from './by-method-page.ts'
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
    step: view => stepPage(web, { view, way }),
    async ended(end, exchange) {
      if (end.kind === 'signed-in') return web.enter(exchange, end)
      return sendPage(exchange.reply.code(403), stoppedPage(web.frame(exchange.request), end))
    },
  })
}

type Shown = { view: StepView<ByMethodState>; way: Way }

async function stepPage(web: Web, { view, way }: Shown): Promise<RenderedPage> {
  const { state, request, action, errors } = view
  const frame = web.frame(request)
  const { language } = frame
  const goTo = state.step === 'begin' ? localPath(view.values.ve) : state.goTo
  const journey = await web.journey(goTo)
  const { formAction } = journey
  if (state.step === 'begin') {
    const address = new URL(web.parts.site.origin).host
    const opening = way.opening(language)
    const vneid = web.parts.identityProviders.vneid ? 'on' : 'off'
    return { page: byMethodPage({ ...view, frame, way: way.id, opening, address, journey, vneid }), formAction }
  }
  const below = waysInstead(language, state.goTo)
  return {
    page: way.method.page({ frame, action, errors, hidden: flowFields(view), below }, state.pending),
    formAction,
  }
}
