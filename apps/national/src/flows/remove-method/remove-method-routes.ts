import { sendPage } from '@motcua/kit/web.ts'
import { engine } from '@motcua/sign-in/flow/advance.ts'
import { flowRoutes, type StepView } from '@motcua/sign-in/web/flow-routes.ts'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { wantsRecoveryCodes } from '../../accounts/recovery-codes.ts'
import type { Parts } from '../../parts.ts'
import { mayChange } from '../../session/may-change-routes.ts'
import { handleLine } from '../../steps/handle-line.ts'
import type { Web } from '../../web.ts'
import { type ConfirmPage, confirmPage, gonePage, lastWayPage } from './pages.ts'
import {
  type Removable,
  type RemoveMethodEnd,
  type RemoveMethodState,
  type Removing,
  removable,
  removeMethod,
} from './remove-method.ts'

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const DONE = '/tai-khoan?da=go#phuong-thuc'

/** *Gỡ* beside each of *Các phương thức xác thực*. */
export function removeMethodRoutes(server: FastifyInstance, web: Web): void {
  const { parts, visitors } = web
  void server.register(async scope => {
    scope.addHook('preHandler', async (request, reply) => {
      if (!(await mayChange(web, { request, reply }))) return reply
      if (!UUID.test(removingOf(request).handleId)) return refuse(web, { request, reply, why: 'gone' })
      // A form sent twice is answered by its flow, also when the first one has removed the method.
      if (request.method !== 'GET') return undefined
      const found = await removable(parts, removingOf(request))
      return found.kind === 'removable' ? undefined : refuse(web, { request, reply, why: found.kind })
    })
    flowRoutes<RemoveMethodState, RemoveMethodEnd>(scope, {
      path: '/tai-khoan/phuong-thuc/:handleId/go',
      first: { step: 'confirm' },
      engine: request => engine(removeMethod(parts, removingOf(request)), parts),
      random: parts.random,
      visitors,
      lost: web.lost,
      step: async view => ({ page: await stepPage(web, view) }),
      ended: async (end, exchange) => ended(web, end, exchange),
    })
  })
}

type Exchange = { request: FastifyRequest; reply: FastifyReply }

function ended(web: Web, { kind }: RemoveMethodEnd, { request, reply }: Exchange) {
  if (kind === 'removed') return reply.redirect(DONE, 303)
  if (kind === 'not-now') return reply.redirect('/tai-khoan', 303)
  return refuse(web, { request, reply, why: kind })
}

function refuse({ frame }: Web, { request, reply, why }: Exchange & { why: 'last-way' | 'gone' }) {
  if (why === 'gone') return sendPage(reply.code(404), gonePage(frame(request)))
  return sendPage(reply.code(409), lastWayPage(frame(request)))
}

/** What this address removes, and from whose account. */
function removingOf({ params, signedIn }: FastifyRequest): Removing {
  if (!signedIn) throw new Error('a method is removed without having been allowed')
  return { handleId: (params as { handleId: string }).handleId, accountId: signedIn.account.id }
}

async function stepPage({ parts, frame: frameOf }: Web, view: StepView<RemoveMethodState>): Promise<string> {
  const found = await removable(parts, removingOf(view.request))
  const frame = frameOf(view.request)
  if (found.kind !== 'removable') return gonePage(frame)
  const line = handleLine(parts.methods, found.handle, frame.language)
  if (!line) return gonePage(frame)
  return confirmPage({ ...view, frame, line, besides: besides(parts, found) })
}

function besides(parts: Parts, { handle, hadAll }: Extract<Removable, { kind: 'removable' }>): ConfirmPage['besides'] {
  const left = hadAll.filter(({ id }) => id !== handle.id)
  const alike = left.filter(({ method }) => method === handle.method)
  const found: [ConfirmPage['besides'][number], boolean][] = [
    ['recovery-codes', wantsRecoveryCodes(parts, [handle]) && !wantsRecoveryCodes(parts, left)],
    ['default', handle.isDefault && alike.length > 0],
    ['own-phone', handle.method === 'sms-otp' && handle.verified && !alike.some(({ verified }) => verified)],
  ]
  return found.filter(([, is]) => is).map(([what]) => what)
}
