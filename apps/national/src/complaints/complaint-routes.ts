import { sendPage } from '@motcua/kit/web.ts'
import { engine } from '@motcua/sign-in/flow/advance.ts'
import { flowRoutes, type RenderedPage, type StepView } from '@motcua/sign-in/web/flow-routes.ts'
import { captchaOf } from '@motcua/sign-in/web/portal-routes.ts'
import { html } from '@motcua/ui/html.ts'
import { sayIn } from '@motcua/ui/words.ts'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { flowFields } from '../steps/flow-page.ts'
import { otpPage } from '../steps/otp-page.ts'
import type { Web } from '../web.ts'
import { aboutPage } from './about-page.ts'
import { attachmentsStore } from './attachments/attachments-store.ts'
import { areTooLarge } from './attachments/received-files.ts'
import { takeUploads } from './attachments/upload-routes.ts'
import { type ComplainState, channelOf, complain } from './complain.ts'
import { complaintsStore } from './complaints-store.ts'
import { lookupRoutes } from './lookup-routes.ts'
import { messages } from './messages.ts'
import { ABOUT_PATH, FORM_PATH, RECEIPT_PATH } from './paths.ts'
import { receivedPage, ticketGonePage, tooManyPage } from './received-page.ts'
import { complaintSteps, statementPage } from './statement-page.ts'
import { caseOfTicket, caseTicket } from './ticket.ts'

/** *Khiếu nại*: what it is, the form, the receipt, and looking a case up. */
export async function complaintRoutes(server: FastifyInstance, web: Web): Promise<void> {
  server.get(ABOUT_PATH, (request, reply) => sendPage(reply, aboutPage(web.frame(request))))
  // In a scope of its own, since no other form of the portal takes files.
  await server.register(async scope => {
    await takeUploads(scope, web)
    formRoutes(scope, web)
  })
  receiptRoutes(server, web)
  lookupRoutes(server, web)
}

function formRoutes(scope: FastifyInstance, web: Web): void {
  const { parts, visitors } = web
  flowRoutes(scope, {
    path: FORM_PATH,
    first: { step: 'statement' },
    engine: engine(complain(parts), parts),
    random: parts.random,
    visitors,
    lost: web.lost,
    step: view => complaintStep(web, view),
    async ended(end, { request, reply }) {
      if (end.kind === 'too-many') return sendPage(reply.code(409), tooManyPage(web.frame(request)))
      const { browser } = visitors.visitor(request, reply)
      return reply.redirect(`${RECEIPT_PATH}/${caseTicket(parts, browser, end.complaintId)}`, 303)
    },
  })
}

async function complaintStep(web: Web, view: StepView<ComplainState>): Promise<RenderedPage> {
  const { parts } = web
  const { state, request, errors } = view
  const frame = web.frame(request)
  switch (state.step) {
    case 'statement': {
      const held = await attachmentsStore(parts.db, parts).list(view)
      const captcha = await captchaOf(parts.captchas)
      const shown = statementPage({ ...view, frame, captcha, held, files: parts.rules.attachments })
      return { page: shown, ...(areTooLarge(errors) ? { status: 413 } : {}) }
    }
    case 'contact': {
      const { pending, statement } = state
      const times = { expiresIn: parts.otp.expiresIn(pending), resendIn: parts.otp.resendIn(pending) }
      const below = changeContact(request, { web, action: view.action })
      const above = complaintSteps(frame.language, 2)
      const sentTo = channelOf(statement) === 'phone' ? 'phone' : 'mail'
      return { page: otpPage({ ...view, frame, hidden: flowFields(view), pending, ...times, above, below, sentTo }) }
    }
  }
}

function changeContact(request: FastifyRequest, { web, action }: { web: Web; action: string }) {
  const say = sayIn(web.frame(request).language, messages)
  return html`<p><a href="${action}?sua=1">${say('form.change-contact')}</a></p>`
}

type Ticketed = { Params: { ticket: string } }

function receiptRoutes(server: FastifyInstance, { parts, visitors, frame }: Web): void {
  server.get<Ticketed>(`${RECEIPT_PATH}/:ticket`, async (request, reply) => {
    const { browser } = visitors.visitor(request, reply)
    const id = caseOfTicket(parts, browser, request.params.ticket)
    const complaint = id && (await complaintsStore(parts.db, parts).find(id))
    if (!complaint) return sendPage(reply.code(410), ticketGonePage(frame(request)))
    const attachments = await attachmentsStore(parts.db, parts).count(complaint.id)
    return sendPage(reply, receivedPage(frame(request), complaint, attachments))
  })
}
