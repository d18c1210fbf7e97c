import { sendPage } from '@motcua/kit/web.ts'
import { engine } from '@motcua/sign-in/flow/advance.ts'
import { flowRoutes } from '@motcua/sign-in/web/flow-routes.ts'
import { captchaOf } from '@motcua/sign-in/web/portal-routes.ts'
import type { FastifyInstance } from 'fastify'
import type { Web } from '../../web.ts'
import { objectFlow } from './object.ts'
import { codePage, confirmPage, objectedPage } from './pages.ts'

export function objectRoutes(server: FastifyInstance, web: Web): void {
  const { parts, visitors } = web
  flowRoutes(server, {
    path: '/khong-phai-toi',
    first: { step: 'code' },
    engine: engine(objectFlow(parts), parts),
    random: parts.random,
    visitors,
    lost: web.lost,
    async step(view) {
      const frame = web.frame(view.request)
      const { state } = view
      if (state.step === 'confirm') return { page: confirmPage({ ...view, state, frame }) }
      return { page: codePage({ ...view, state, frame, captcha: await captchaOf(parts.captchas) }) }
    },
    async ended(end, { request, reply }) {
      const code = end.kind === 'too-late' ? 410 : 200
      return sendPage(reply.code(code), objectedPage(web.frame(request), end))
    },
  })
}
