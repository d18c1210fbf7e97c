import { sendPage } from '@motcua/kit/web.ts'
import { engine } from '@motcua/sign-in/flow/advance.ts'
import { flowRoutes, type StepView } from '@motcua/sign-in/web/flow-routes.ts'
import type { Language } from '@motcua/ui/words.ts'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Account } from '../../accounts/account.ts'
import { handlesStore } from '../../accounts/handles-store.ts'
import { mayHave } from '../../accounts/may-have.ts'
import type { Parts } from '../../parts.ts'
import { mayChange } from '../../session/may-change-routes.ts'
import { flowFields } from '../../steps/flow-page.ts'
import { hasReplied } from '../../steps/prove.ts'
import type { Web } from '../../web.ts'
import { type AddableMethod, type Adding, type AddMethodState, addMethod } from './add-method.ts'
import { addablePage, addedPage, backTo, introductionPage } from './pages.ts'

const PATH = '/tai-khoan/phuong-thuc/them'

/** *Thêm mới* below *Các phương thức xác thực*: what to add, and the flow of each method that says how to add it. */
export function addMethodRoutes(server: FastifyInstance, web: Web): void {
  const { parts, visitors } = web
  server.get(PATH, async (request, reply) => {
    const who = await mayChange(web, { request, reply })
    if (!who) return reply
    const frame = web.frame(request)
    const lines = addableBy(parts, who.account).map(method => ({
      path: `${PATH}/${method.id}`,
      line: method.line([], frame.language),
    }))
    return sendPage(reply, addablePage(frame, { kind: who.account.kind, addable: lines }))
  })
  void server.register(async scope => {
    scope.addHook('preHandler', async (request, reply) => {
      if (!(await mayChange(web, { request, reply }))) return reply
      return addingOf(parts, request) ? undefined : reply.callNotFound()
    })
    flowRoutes(scope, {
      path: `${PATH}/:method`,
      first: { step: 'form' },
      engine: request => engine(addMethod(parts, allowed(parts, request)), parts),
      random: parts.random,
      visitors,
      lost: web.lost,
      arrived: async (state, request) =>
        state.step === 'prove' && hasReplied(allowed(parts, request).method.enrolment, state.pending),
      step: async view => ({ page: stepPage(web, view) }),
      async ended(end, { request, reply }) {
        if (end.kind === 'not-now') return reply.redirect(PATH, 303)
        const frame = web.frame(request)
        const line = await newestLine(parts, { ...allowed(parts, request), language: frame.language })
        return sendPage(reply, addedPage(frame, { line, recoveryCodes: end.recoveryCodes }))
      },
    })
  })
}

function addableBy({ methods }: Pick<Parts, 'methods'>, { kind }: Account): AddableMethod[] {
  const addable = methods.filter((method): method is AddableMethod => method.enrolment !== undefined)
  return addable.filter(({ id }) => mayHave(kind, id))
}

/** What this address adds, and to whose account. */
function addingOf(parts: Pick<Parts, 'methods'>, request: FastifyRequest): Adding | undefined {
  const { method: id } = request.params as { method?: string }
  const account = request.signedIn?.account
  const method = account && addableBy(parts, account).find(each => each.id === id)
  return account && method && { method, accountId: account.id }
}

function allowed(parts: Pick<Parts, 'methods'>, request: FastifyRequest): Adding {
  const adding = addingOf(parts, request)
  if (!adding) throw new Error('a method is added without having been allowed')
  return adding
}

/** The one that was just added, as the list will show it. */
async function newestLine(parts: Parts, { method, accountId, language }: Adding & { language: Language }) {
  const own = await handlesStore(parts.db, parts).list(accountId, method.id)
  const newest = own.toSorted((a, b) => b.createdAt.getTime() - a.createdAt.getTime()).slice(0, 1)
  return method.line(newest, language)
}

function stepPage({ parts, frame: frameOf }: Web, view: StepView<AddMethodState>): string {
  const { method } = allowed(parts, view.request)
  const frame = frameOf(view.request)
  const { action, errors, values, state } = view
  const shown = { frame, action, errors, values, hidden: flowFields(view), above: backTo(frame.language, 'methods') }
  if (state.step === 'prove') return method.enrolment.page(shown, state.pending)
  return method.enrolment.form?.(shown) ?? introductionPage(shown, method.line([], frame.language))
}
