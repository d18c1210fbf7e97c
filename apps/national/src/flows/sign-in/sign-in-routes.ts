import { sendPage } from '@motcua/kit/web.ts'
import { engine } from '@motcua/sign-in/flow/advance.ts'
import { localPath } from '@motcua/sign-in/form/form.ts'
import { placeOf } from '@motcua/sign-in/limits/place.ts'
import { captchaIsDue } from '@motcua/sign-in/password/password-guard.ts'
import { signInTables } from '@motcua/sign-in/tables.ts'
import { flowRoutes, type RenderedPage, type StepView } from '@motcua/sign-in/web/flow-routes.ts'
import { captchaOf } from '@motcua/sign-in/web/portal-routes.ts'
import type { Frame } from '@motcua/ui/frame.ts'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { endSession } from '../../session/end-sessions.ts'
import { counterInstead } from '../../steps/counter-instead.ts'
import { flowFields } from '../../steps/flow-page.ts'
import { otpPage } from '../../steps/otp-page.ts'
import { choicesOf, hasArrived, linesOf, methodOf, type Proving } from '../../steps/prove.ts'
import type { Web } from '../../web.ts'
import { choosePage } from './choose-page.ts'
import { lostPhoneSteps, newPhonePage, ownerPage, phoneChangedPage } from './lost-phone-page.ts'
import { otherWays } from './other-ways.ts'
import { signInByPassword } from './password.ts'
import { passwordPage } from './password-page.ts'
import type { SignInEnd, SignInState } from './state.ts'
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
    arrived: async state => 'proving' in state && hasArrived(parts, state.proving),
    step: view => signInStep(web, { view, address }),
    async ended(end, exchange) {
      if (end.kind === 'signed-in') return web.enter(exchange, end)
      return sendPage(exchange.reply.code(statusOf(end)), endPage(web.frame(exchange.request), end))
    },
  })
  server.post('/dang-xuat', async (request, reply) => {
    const { signedIn } = request
    if (signedIn) await signOut(web, signedIn.session)
    visitors.leave(reply)
    return reply.redirect('/', 303)
  })
}

type Stopped = Exclude<SignInEnd, { kind: 'signed-in' }>

function statusOf({ kind }: Stopped): number {
  return kind === 'phone-changed' ? 200 : 403
}

function endPage(frame: Frame, end: Stopped): string {
  return end.kind === 'phone-changed' ? phoneChangedPage({ ...frame, account: undefined }) : stoppedPage(frame, end)
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
  if (state.step === 'password') return passwordStep(web, { view, address })
  const { formAction } = await web.journey(state.who.goTo)
  return { page: await laterStep(web, { view, frame, state }), formAction }
}

async function passwordStep(web: Web, { view, address }: Step): Promise<RenderedPage> {
  const frame = web.frame(view.request)
  const journey = await web.journey(localPath(view.values.ve))
  const captcha = (await isCaptchaShown(web, { view, address })) ? await captchaOf(web.parts.captchas) : undefined
  const host = new URL(address.publicUrl).host
  const vneid = web.parts.identityProviders.vneid ? 'on' : 'off'
  const again = frame.account && localPath(view.values.ve)?.startsWith('/tai-khoan/') ? 'yes' : 'no'
  const model = { ...view, frame, captcha, address: host, journey, vneid, again } as const
  return { page: passwordPage(model), formAction: journey.formAction }
}

type Later = Exclude<SignInState, { step: 'password' }>
type LaterStep = { view: StepView<SignInState>; frame: Frame; state: Later }

async function laterStep(web: Web, { view, frame, state }: LaterStep): Promise<string> {
  const { parts } = web
  switch (state.step) {
    case 'prove':
      return provePage(web, { view, frame, proving: state.proving, accountId: state.who.accountId })
    case 'prove-strongly': {
      const around = { above: lostPhoneSteps(frame.language, 1), below: counterInstead(frame.language) }
      return methodOf(parts, state.proving.method).page({ ...shown(view, frame), ...around }, state.proving.pending)
    }
    case 'choose':
      return choosePage({
        ...view,
        frame,
        choices: await linesOf(parts, { accountId: state.who.accountId, language: frame.language }),
      })
    case 'new-phone':
      return newPhonePage({ ...view, frame, captcha: await captchaOf(parts.captchas) })
    case 'new-phone-code': {
      const { pending } = state
      const times = { expiresIn: parts.otp.expiresIn(pending), resendIn: parts.otp.resendIn(pending) }
      const above = lostPhoneSteps(frame.language, 2)
      return otpPage({ ...shown(view, frame), ...times, above, pending, sentTo: 'phone' })
    }
    case 'new-phone-owner':
      return ownerPage({ ...view, frame })
  }
}

function shown(view: StepView<SignInState>, frame: Frame) {
  return { frame, action: view.action, hidden: flowFields(view), errors: view.errors }
}

type Proof = { view: StepView<SignInState>; frame: Frame; proving: Proving; accountId: string }

async function provePage(web: Web, { view, frame, proving, accountId }: Proof): Promise<string> {
  const choices = await choicesOf(web.parts, accountId)
  const below = otherWays(view, {
    ...{ frame, others: choices.length > 1 ? 'some' : 'none' },
    hasPhone: choices.some(({ method }) => method === 'sms-otp') ? 'yes' : 'no',
  })
  return methodOf(web.parts, proving.method).page({ ...shown(view, frame), below }, proving.pending)
}

async function isCaptchaShown({ parts }: Web, { view, address }: Step): Promise<boolean> {
  if (address.captcha === 'always' || view.errors.captcha) return true
  return captchaIsDue(parts, { visitor: placeOnly(view.request), loginName: view.values.username })
}

function placeOnly(request: FastifyRequest) {
  return { place: placeOf(request.ip) }
}
