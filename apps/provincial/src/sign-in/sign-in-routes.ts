import { RECEPTION_PATH } from '@motcua/contracts/deep-link.ts'
import { sendPage } from '@motcua/kit/web.ts'
import { engine } from '@motcua/sign-in/flow/advance.ts'
import { localPath } from '@motcua/sign-in/form/form.ts'
import { placeOf } from '@motcua/sign-in/limits/place.ts'
import { captchaIsDue } from '@motcua/sign-in/password/password-guard.ts'
import { flowRoutes, type RenderedPage, type StepView } from '@motcua/sign-in/web/flow-routes.ts'
import { captchaOf } from '@motcua/sign-in/web/portal-routes.ts'
import type { FastifyInstance } from 'fastify'
import type { Web } from '../web.ts'
import { type SignInState, signInLocally } from './local.ts'
import { signInPage } from './sign-in-page.ts'
import { signOut } from './sign-out.ts'
import { signedOutOfBothPage, signedOutPage } from './signed-out-page.ts'
import { stoppedPage } from './stopped-page.ts'

export function signInRoutes(server: FastifyInstance, web: Web): void {
  const { parts, visitors } = web
  flowRoutes(server, {
    path: '/dang-nhap',
    first: { step: 'password' as const },
    engine: engine(signInLocally(parts), parts),
    ...{ random: parts.random, visitors, lost: web.lost },
    step: view => signInStep(web, view),
    async ended(end, exchange) {
      if (end.kind === 'signed-in') return web.enter(exchange, end)
      return sendPage(exchange.reply.code(403), stoppedPage(web.frame(exchange.request), end.kind))
    },
  })
  server.post('/dang-xuat', async (request, reply) => {
    const { accountHolder } = request
    const elsewhere = accountHolder && (await signOut(parts, accountHolder.session))
    visitors.leave(reply)
    request.accountHolder = undefined
    return sendPage(reply, signedOutPage(web.frame(request), elsewhere))
  })
  server.get('/da-dang-xuat', async (request, reply) => sendPage(reply, signedOutOfBothPage(web.frame(request))))
}

async function signInStep({ parts, frame }: Web, view: StepView<SignInState>): Promise<RenderedPage> {
  const { request, ...model } = view
  const goTo = localPath(view.values.ve)
  const visitor = { place: placeOf(request.ip) }
  const due = view.errors.captcha !== undefined || (await captchaIsDue(parts, { visitor, loginName: undefined }))
  const captcha = due ? await captchaOf(parts.captchas) : undefined
  const forProcedure = goTo?.startsWith(`${RECEPTION_PATH}?`) ? 'yes' : 'no'
  return { page: signInPage({ ...model, frame: frame(request), captcha, goTo, forProcedure }) }
}
