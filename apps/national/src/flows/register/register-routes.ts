import { sendPage } from '@motcua/kit/web.ts'
import { engine } from '@motcua/sign-in/flow/advance.ts'
import { localPath } from '@motcua/sign-in/form/form.ts'
import { flowRoutes, type RenderedPage, type StepView } from '@motcua/sign-in/web/flow-routes.ts'
import { captchaOf } from '@motcua/sign-in/web/portal-routes.ts'
import { html } from '@motcua/ui/html.ts'
import { sayIn } from '@motcua/ui/words.ts'
import type { FastifyInstance } from 'fastify'
import type { Parts } from '../../parts.ts'
import { flowFields } from '../../steps/flow-page.ts'
import { otpPage } from '../../steps/otp-page.ts'
import type { Web } from '../../web.ts'
import { newPasswordPage } from '../new-password-page.ts'
import { alreadyRegisteredPage } from './already-registered-page.ts'
import type { RegisterFlow, RegisterState } from './by-registry.ts'
import { certificateRoutes } from './certificate/certificate-routes.ts'
import { chooserPage } from './chooser-page.ts'
import { detailsPage, type RegistryName, registerSteps } from './details-page.ts'
import { messages } from './messages.ts'
import { registerByMobile } from './mobile.ts'
import { registerBySocialInsurance } from './social-insurance.ts'
import { subjectOf } from './subject.ts'

type Chooser = { Querystring: { 'doi-tuong'?: string; ve?: string } }

type Way = { path: string; registry: RegistryName; flow: (parts: Parts) => RegisterFlow }

/** The ways in which a registry confirms a citizen; they differ in whom they ask and in what is stated. */
const ways: Way[] = [
  { path: '/dang-ky/thue-bao-di-dong', registry: 'mobile', flow: registerByMobile },
  { path: '/dang-ky/bao-hiem-xa-hoi', registry: 'insurance', flow: registerBySocialInsurance },
]

export function registerRoutes(server: FastifyInstance, web: Web): void {
  server.get<Chooser>('/dang-ky', (request, reply) => {
    const subject = subjectOf(request.query['doi-tuong'])
    const goTo = localPath(typeof request.query.ve === 'string' ? request.query.ve : undefined)
    const vneid = web.parts.identityProviders.vneid ? 'on' : 'off'
    return sendPage(reply, chooserPage({ frame: web.frame(request), subject, goTo, vneid }))
  })
  for (const way of ways) wayRoutes(server, web, way)
  certificateRoutes(server, web)
}

function wayRoutes(server: FastifyInstance, web: Web, { path, registry, flow }: Way): void {
  const { parts, visitors } = web
  flowRoutes(server, {
    path,
    first: { step: 'details' },
    engine: engine(flow(parts), parts),
    random: parts.random,
    visitors,
    lost: web.lost,
    step: view => registerStep(web, view, registry),
    async ended(end, exchange) {
      if (end.kind === 'signed-in') return web.enter(exchange, end)
      return sendPage(
        exchange.reply.code(409),
        alreadyRegisteredPage(web.frame(exchange.request), { begin: path, known: 'stated' }),
      )
    },
  })
}

async function registerStep(web: Web, view: StepView<RegisterState>, registry: RegistryName): Promise<RenderedPage> {
  const { state, request } = view
  const frame = web.frame(request)
  const say = sayIn(frame.language, messages)
  switch (state.step) {
    case 'details': {
      const { formAction } = await web.journey(view.values.ve)
      const captcha = await captchaOf(web.parts.captchas)
      return { page: detailsPage({ ...view, frame, captcha, registry }), formAction }
    }
    case 'otp': {
      const { otp } = web.parts
      const { pending } = state
      const below = html`<p><a href="${view.action}?sua=1">${say('register.wrong-phone')}</a></p>`
      const times = { expiresIn: otp.expiresIn(pending), resendIn: otp.resendIn(pending) }
      const above = registerSteps(frame.language, 2)
      return {
        page: otpPage({ ...view, frame, hidden: flowFields(view), pending, ...times, above, below, sentTo: 'phone' }),
      }
    }
    case 'password': {
      const { formAction } = await web.journey(state.applicant.goTo)
      return { page: passwordPage({ ...view, frame, loginName: state.applicant.idNumber }), formAction }
    }
  }
}

function passwordPage(view: StepView<RegisterState> & { frame: ReturnType<Web['frame']>; loginName: string }): string {
  const say = sayIn(view.frame.language, messages)
  const link = (href: string, words: ReturnType<typeof say>) => html`<a href="${href}" target="_blank">${words}</a>`
  const terms = link('/dieu-khoan', say('register.terms'))
  const policy = link('/chinh-sach-chia-se-thong-tin', say('register.policy'))
  return newPasswordPage({
    ...view,
    title: say('register.password-title'),
    lead: say('register.password-lead'),
    submit: say('register.submit'),
    above: registerSteps(view.frame.language, 3),
    note: html`<p class="hint">${say('register.accept', { terms, policy })}</p>`,
  })
}
