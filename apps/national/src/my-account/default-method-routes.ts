import { signInTables } from '@motcua/sign-in/tables.ts'
import type { FastifyInstance } from 'fastify'
import { handlesStore } from '../accounts/handles-store.ts'
import { mayChangeNow } from '../accounts/may-change.ts'
import type { Parts } from '../parts.ts'
import { mayChange } from '../session/may-change-routes.ts'
import type { Web } from '../web.ts'

type Named = { Params: { handleId: string } }

/** *Đặt làm mặc định*: of several phones the one that is asked first. Done twice it is done. */
export function defaultMethodRoutes(server: FastifyInstance, web: Web): void {
  const { parts } = web
  server.post<Named>('/tai-khoan/phuong-thuc/:handleId/mac-dinh', async (request, reply) => {
    const who = await mayChange(web, { request, reply, back: '/tai-khoan' })
    if (!who) return reply
    const made = await makeDefault(parts, { accountId: who.account.id, handleId: request.params.handleId })
    if (made === 'unknown') return reply.callNotFound()
    return reply.redirect(made === 'made' ? '/tai-khoan?da=mac-dinh#phuong-thuc' : '/tai-khoan', 303)
  })
}

type Making = { accountId: string; handleId: string }

async function makeDefault(parts: Parts, { accountId, handleId }: Making): Promise<'made' | 'not-now' | 'unknown'> {
  return parts.db.transaction().execute(async tx => {
    if (!(await mayChangeNow(parts, tx, accountId))) return 'not-now'
    const handles = handlesStore(tx, parts)
    const handle = (await handles.list(accountId)).find(({ id }) => id === handleId)
    const isPicked = parts.methods.some(({ id, offered }) => id === handle?.method && offered === 'each')
    if (!handle || !isPicked) return 'unknown'
    await handles.makeDefault(accountId, handle)
    // What was used last is asked first; so the default one is as if it had just been used.
    await handles.used(handleId, parts.clock())
    const details = { method: handle.method }
    await parts.audit(signInTables(tx), { event: 'default-method-changed', accountId, details })
    return 'made'
  })
}
