import { sendPage } from '@motcua/kit/web.ts'
import { engine } from '@motcua/sign-in/flow/advance.ts'
import { fieldsOf, localPath } from '@motcua/sign-in/form/form.ts'
import { flowRoutes, type RenderedPage, type StepView } from '@motcua/sign-in/web/flow-routes.ts'
import { captchaOf } from '@motcua/sign-in/web/portal-routes.ts'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { AccountKind } from '../../../accounts/account.ts'
import { holderOf } from '../../../accounts/holder.ts'
import { listedAgency } from '../../../accounts/holder-accounts.ts'
import { mayHave } from '../../../accounts/may-have.ts'
import { flowFields } from '../../../steps/flow-page.ts'
import type { Method } from '../../../steps/method.ts'
import { hasReplied } from '../../../steps/prove.ts'
import type { Web } from '../../../web.ts'
import { alreadyRegisteredPage } from '../already-registered-page.ts'
import { subjectOf, subjects } from '../subject.ts'
import { anotherWay, certificateBeginPage } from './begin-page.ts'
import { registerByCertificate } from './by-certificate.ts'
import { certificateConfirmPage } from './confirm-page.ts'
import { certificateWays, chooserPath, registerPath, type WayName } from './paths.ts'
import { certificateRefusedPage } from './refused-page.ts'
import type { CertificateAt, CertificateEnd, CertificateState } from './state.ts'
import { certificateSteps } from './steps.ts'

type Road = { web: Web; way: WayName; method: Method; subject: AccountKind; begin: string }
type Exchange = { request: FastifyRequest; reply: FastifyReply }

/**
 * Registration by each method that introduces people and is there, for each kind of account that may have it; for others
 * its address leads back to what they may use.
 */
export function certificateRoutes(server: FastifyInstance, web: Web): void {
  for (const { way, method: id, path } of certificateWays) {
    const method = web.parts.methods.find(each => each.id === id)
    if (!method) continue
    // Whom one registers for stands in the chooser's addresses so.
    server.get(path, (request, reply) => {
      const { 'doi-tuong': subject, ve } = fieldsOf(request.query)
      const goTo = localPath(ve)
      const carried = goTo === undefined ? '' : `?ve=${encodeURIComponent(goTo)}`
      return reply.redirect(`${registerPath(path, subjectOf(subject))}${carried}`, 303)
    })
    for (const subject of subjects) {
      const begin = registerPath(path, subject)
      if (mayHave(subject, id)) roadRoutes(server, { web, way, method, subject, begin })
      else
        server.get(begin, (request, reply) =>
          reply.redirect(chooserPath(subject, localPath(fieldsOf(request.query).ve)), 303),
        )
    }
  }
}

function roadRoutes(server: FastifyInstance, road: Road): void {
  const { parts, visitors, lost } = road.web
  flowRoutes(server, {
    ...{ path: road.begin, first: { step: 'begin' }, random: parts.random, visitors, lost },
    engine: engine(registerByCertificate(parts, road), parts),
    arrived: async state => state.step === 'prove' && hasReplied(road.method, state.pending),
    step: view => stepPage(road, view),
    ended: (end, exchange) => ended(road, end, exchange),
  })
}

async function ended(road: Road, end: CertificateEnd, exchange: Exchange): Promise<FastifyReply> {
  const { web, way, subject, begin } = road
  const frame = web.frame(exchange.request)
  switch (end.kind) {
    case 'signed-in':
      return web.enter(exchange, end)
    case 'already-registered': {
      const known = end.known === 'certificate' ? 'certificate' : subject
      return sendPage(exchange.reply.code(409), alreadyRegisteredPage(frame, { begin, known, way }))
    }
    case 'refused':
      return sendPage(
        exchange.reply.code(403),
        certificateRefusedPage(frame, { reason: end.reason, way, subject, begin }),
      )
  }
}

async function stepPage(road: Road, view: StepView<CertificateState>): Promise<RenderedPage> {
  const { web, way, method, subject } = road
  const { state, action, errors } = view
  const frame = web.frame(view.request)
  switch (state.step) {
    case 'begin': {
      const { formAction } = await web.journey(localPath(view.values.ve))
      return { page: certificateBeginPage({ ...view, frame, way, subject }), formAction }
    }
    case 'prove': {
      const { formAction } = await web.journey(state.goTo)
      const above = certificateSteps(frame.language, 2)
      const below = anotherWay(frame.language, chooserPath(subject, state.goTo))
      const shown = { frame, action, errors, hidden: flowFields(view), above, below }
      return { page: method.page(shown, state.pending), formAction }
    }
    case 'confirm':
      return confirming(road, { ...view, state })
  }
}

async function confirming(
  { web, way, subject }: Road,
  view: StepView<CertificateAt<'confirm'>>,
): Promise<RenderedPage> {
  const { introduced, goTo } = view.state
  const found = holderOf(introduced.certified, subject)
  if (found.kind === 'refused') throw new Error(`nobody's certificate is confirmed: ${found.reason}`)
  const { holder } = found
  const listed = await listedAgency(web.parts.db, holder)
  const captcha = subject === 'citizen' ? undefined : await captchaOf(web.parts.captchas)
  const { formAction } = await web.journey(goTo)
  const frame = web.frame(view.request)
  const model = { ...view, frame, way, captcha, certified: introduced.certified, holder, listed }
  return { page: certificateConfirmPage(model), formAction }
}
