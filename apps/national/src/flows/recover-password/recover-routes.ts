import { sendPage } from '@motcua/kit/web.ts'
import { engine } from '@motcua/sign-in/flow/advance.ts'
import { flowRoutes, type RenderedPage, type StepView } from '@motcua/sign-in/web/flow-routes.ts'
import { captchaOf } from '@motcua/sign-in/web/portal-routes.ts'
import { sayIn } from '@motcua/ui/words.ts'
import type { FastifyInstance } from 'fastify'
import type { Web } from '../../web.ts'
import { newPasswordPage } from '../new-password-page.ts'
import { otpPage } from '../otp-page.ts'
import { messages } from './messages.ts'
import { recoveredPage, recoverSteps, whoPage } from './pages.ts'
import { type RecoverState, recoverPassword } from './recover.ts'

export function recoverRoutes(server: FastifyInstance, web: Web): void {
  const { parts, visitors } = web
  flowRoutes(server, {
    path: '/quen-mat-khau',
    first: { step: 'who' },
    engine: engine(recoverPassword(parts), parts),
    random: parts.random,
    visitors,
    lost: web.lost,
    step: view => recoverStep(web, view),
    async ended(_end, { request, reply }) {
      visitors.leave(reply)
      return sendPage(reply, recoveredPage({ ...web.frame(request), account: undefined }))
    },
  })
}

async function recoverStep(web: Web, view: StepView<RecoverState>): Promise<RenderedPage> {
  const { state, request } = view
  const frame = web.frame(request)
  const { language } = frame
  switch (state.step) {
    case 'who':
      return { page: whoPage({ ...view, frame, captcha: await captchaOf(web.parts.captchas) }) }
    case 'otp': {
      const { otp } = web.parts
      const { pending } = state
      const times = { expiresIn: otp.expiresIn(pending), resendIn: otp.resendIn(pending) }
      return { page: otpPage({ ...view, frame, pending, ...times, above: recoverSteps(language, 2), sentTo: 'maybe' }) }
    }
    case 'password': {
      const say = sayIn(language, messages)
      const words = { title: say('recover.password-title'), lead: say('recover.password-lead') }
      const { loginName } = state
      const submit = say('recover.password-submit')
      return {
        page: newPasswordPage({ ...view, frame, ...words, submit, loginName, above: recoverSteps(language, 3) }),
      }
    }
  }
}
