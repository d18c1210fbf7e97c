import { sendPage } from '@motcua/kit/web.ts'
import { engine } from '@motcua/sign-in/flow/advance.ts'
import { localPath } from '@motcua/sign-in/form/form.ts'
import { placeOf } from '@motcua/sign-in/limits/place.ts'
import { captchaIsDue } from '@motcua/sign-in/password/password-guard.ts'
import { signInTables } from '@motcua/sign-in/tables.ts'
import { flowRoutes, type RenderedPage, type StepView } from '@motcua/sign-in/web/flow-routes.ts'
import { captchaOf } from '@motcua/sign-in/web/portal-routes.ts'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { endSession } from '../../session/end-sessions.ts'
import type { Web } from '../../web.ts'
import { otpPage } from '../otp-page.ts'
import { type SignInState, signInByPassword } from './password.ts'
import { passwordPage } from './password-page.ts'
import { stoppedPage } from './stopped-page.ts'

export type SignInAddress = { publicUrl: string; captcha: 'adaptive' | 'always' }

export function signInRoutes(server: FastifyInstance, web: Web, address: SignInAddress): void {
  const { parts, visitors } = web
  flowRoutes(server, {
    path: '/dang-nhap',
    first: { step: 'password' },
    engine: engine(signInByPassword(parts), parts),
    random: parts.random,
    visitors,
    lost: web.lost,
    step: view => signInStep(web, { view, address }),
    async ended(end, exchange) {
      if (end.kind === 'signed-in') return web.enter(exchange, end)
      return sendPage(exchange.reply.code(403), stoppedPage(web.frame(exchange.request), end.kind))
    },
  })
  server.post('/dang-xuat', async (request, reply) => {
    const { signedIn } = request
    if (signedIn) await signOut(web, signedIn.session)
    visitors.leave(reply)
    return reply.redirect('/', 303)
  })
}

async function signOut({ parts }: Web, { id, accountId }: { id: string; accountId: string }): Promise<void> {
  await parts.db.transaction().execute(async tx => {
    await endSession(parts, tx, { id, reason: 'signed-out' })
    await parts.audit(signInTables(tx), { event: 'signed-out', accountId, sessionId: id })
  })
}

type Step = { view: StepView<SignInState>; address: SignInAddress }

async function signInStep(web: Web, { view, address }: Step): Promise<RenderedPage> {
  const { state, request } = view
  const frame = web.frame(request)
  switch (state.step) {
    case 'password': {
      const journey = await web.journey(localPath(view.values.ve))
      const captcha = (await isCaptchaShown(web, { view, address })) ? await captchaOf(web.parts.captchas) : undefined
      const host = new URL(address.publicUrl).host
      return { page: passwordPage({ ...view, frame, captcha, address: host, journey }), formAction: journey.formAction }
    }
    case 'otp': {
      const { formAction } = await web.journey(state.goTo)
      const { otp } = web.parts
      const { pending } = state
      const times = { expiresIn: otp.expiresIn(pending), resendIn: otp.resendIn(pending) }
      return { page: otpPage({ ...view, frame, pending, ...times, sentTo: 'phone' }), formAction }
    }
  }
}

async function isCaptchaShown({ parts }: Web, { view, address }: Step): Promise<boolean> {
  if (address.captcha === 'always' || view.errors.captcha) return true
  return captchaIsDue(parts, { visitor: placeOnly(view.request), loginName: view.values.username })
}

function placeOnly(request: FastifyRequest) {
  return { place: placeOf(request.ip) }
}
