import { sendPage } from '@motcua/kit/web.ts'
import { captchaMissing, captchaProblem } from '@motcua/sign-in/captcha/captcha-step.ts'
import type { Errors, Visitor } from '@motcua/sign-in/flow/flow.ts'
import { fieldsOf } from '@motcua/sign-in/form/form.ts'
import { minutesUntil } from '@motcua/sign-in/limits/limits.ts'
import { captchaOf } from '@motcua/sign-in/web/portal-routes.ts'
import type { FastifyInstance } from 'fastify'
import type { Parts } from '../parts.ts'
import type { Web } from '../web.ts'
import { complaintsStore } from './complaints-store.ts'
import { lookupPage } from './lookup-page.ts'
import { LOOKUP_PATH, STATUS_PATH } from './paths.ts'
import { parseReceiptCode } from './receipt-code.ts'
import { ticketGonePage } from './received-page.ts'
import { statusPage } from './status-page.ts'
import { caseOfTicket, caseTicket } from './ticket.ts'

/** *Tra cứu khiếu nại*: the receipt code leads to a page that shows how the case stands. */
export function lookupRoutes(server: FastifyInstance, { parts, visitors, frame }: Web): void {
  const asked = async (errors: Errors, code?: string) => ({ errors, code, captcha: await captchaOf(parts.captchas) })

  server.get(LOOKUP_PATH, async (request, reply) => {
    return sendPage(reply, lookupPage({ frame: frame(request), ...(await asked({})) }))
  })

  server.post(LOOKUP_PATH, async (request, reply) => {
    const fields = fieldsOf(request.body)
    const visitor = visitors.visitor(request, reply)
    const again = async (errors: Errors) =>
      sendPage(reply, lookupPage({ frame: frame(request), ...(await asked(errors, fields.code)) }))
    if (fields.captcha_refresh !== undefined) return again({})
    const found = await lookUp(parts, { fields, visitor })
    if (found.kind === 'found')
      return reply.redirect(`${STATUS_PATH}/${caseTicket(parts, visitor.browser, found.id)}`, 303)
    reply.code(422)
    return again(found.errors)
  })

  server.get<{ Params: { ticket: string } }>(`${STATUS_PATH}/:ticket`, async (request, reply) => {
    const { browser } = visitors.visitor(request, reply)
    const store = complaintsStore(parts.db, parts)
    const id = caseOfTicket(parts, browser, request.params.ticket)
    const complaint = id && (await store.find(id))
    if (!complaint) return sendPage(reply.code(410), ticketGonePage(frame(request)))
    return sendPage(reply, statusPage(frame(request), complaint, await store.timeline(complaint.id)))
  })
}

type Looking = { fields: Record<string, string>; visitor: Visitor }
type LookUp = { kind: 'found'; id: string } | { kind: 'refused'; errors: Errors }

/** What is no code and what is nobody's code get one answer, and both are counted. */
async function lookUp(parts: Parts, { fields, visitor }: Looking): Promise<LookUp> {
  const typed = fields.code ?? ''
  const refused = (errors: Errors) => ({ kind: 'refused', errors }) as const
  if (typed.trim() === '') return refused({ code: { key: 'receipt.empty' }, ...captchaMissing(fields) })
  const captcha = await captchaProblem(parts, fields)
  if (captcha) return refused({ captcha })
  const used = await parts.limits.use(`complaint-lookup:place:${visitor.place}`, parts.rules.complaints.lookupsPerPlace)
  if (used.kind === 'exceeded') {
    return refused({ form: { key: 'receipt.too-often', values: { minutes: minutesUntil(used.until, parts.clock()) } } })
  }
  const code = parseReceiptCode(typed)
  const complaint = code === undefined ? undefined : await complaintsStore(parts.db, parts).findByCode(code)
  return complaint ? { kind: 'found', id: complaint.id } : refused({ code: { key: 'receipt.unknown' } })
}
