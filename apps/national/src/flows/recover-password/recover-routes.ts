import { sendPage } from '@motcua/kit/web.ts'
import { engine } from '@motcua/sign-in/flow/advance.ts'
import { flowRoutes, type RenderedPage, type StepView } from '@motcua/sign-in/web/flow-routes.ts'
import { captchaOf } from '@motcua/sign-in/web/portal-routes.ts'
import { sayIn } from '@motcua/ui/words.ts'
import type { FastifyInstance } from 'fastify'
import { counterInstead } from '../../steps/counter-instead.ts'
import { flowFields } from '../../steps/flow-page.ts'
import { otpPage } from '../../steps/otp-page.ts'
import { hasArrived, methodOf } from '../../steps/prove.ts'
import type { Web } from '../../web.ts'
import { newPasswordPage } from '../new-password-page.ts'
import { messages } from './messages.ts'
import { notRecoveredPage, ownerPage, recoveredPage, recoverSteps, whoPage } from './pages.ts'
import { recoverPassword } from './recover.ts'
import type { RecoverState } from './state.ts'

export function recoverRoutes(server: FastifyInstance, web: Web): void {
  const { parts, visitors } = web
  flowRoutes(server, {
    path: '/quen-mat-khau',
    first: { step: 'who' },
    engine: engine(recoverPassword(parts), parts),
    random: parts.random,
    visitors,
    lost: web.lost,
    arrived: async state => state.step === 'prove' && hasArrived(parts, state.proving),
    step: view => recoverStep(web, view),
    async ended({ kind }, { request, reply }) {
      const frame = web.frame(request)
      if (kind !== 'recovered') return sendPage(reply.code(403), notRecoveredPage(frame, kind))
      visitors.leave(reply)
      return sendPage(reply, recoveredPage({ ...frame, account: undefined }))
    },
  })
}

async function recoverStep(web: Web, view: StepView<RecoverState>): Promise<RenderedPage> {
  const { state, request } = view
  const { parts } = web
  const frame = web.frame(request)
  const { language } = frame
  const shown = { frame, action: view.action, hidden: flowFields(view), errors: view.errors }
  switch (state.step) {
    case 'who':
      return { page: whoPage({ ...view, frame, captcha: await captchaOf(parts.captchas) }) }
    case 'otp': {
      const { pending } = state
      const times = { expiresIn: parts.otp.expiresIn(pending), resendIn: parts.otp.resendIn(pending) }
      return { page: otpPage({ ...shown, pending, ...times, above: recoverSteps(language, 2), sentTo: 'maybe' }) }
    }
    case 'owner':
      return { page: ownerPage({ ...view, frame }) }
    case 'prove': {
      const method = methodOf(parts, state.proving.method)
      const around = { above: recoverSteps(language, 2), below: counterInstead(language) }
      return { page: method.page({ ...shown, ...around }, state.proving.pending) }
    }
    case 'password': {
      const say = sayIn(language, messages)
      const words = { title: say('recover.password-title'), lead: say('recover.password-lead') }
      const { loginName } = state.owner
      const submit = say('recover.password-submit')
      return {
        page: newPasswordPage({ ...view, frame, ...words, submit, loginName, above: recoverSteps(language, 3) }),
      }
    }
  }
}
