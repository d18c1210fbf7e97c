import { sendPage } from '@motcua/kit/web.ts'
import { fieldsOf } from '@motcua/sign-in/form/form.ts'
import type { FastifyInstance } from 'fastify'
import type { Web } from '../web.ts'
import { counterProvinces, countersIn } from './counters.ts'
import { type CountersPage, countersPage } from './counters-page.ts'
import { COUNTERS_PATH } from './paths.ts'

/** *Quầy giao dịch*; a province is chosen by its address, `?tinh=30`. */
export function countersRoutes(server: FastifyInstance, { frame }: Pick<Web, 'frame'>): void {
  server.get(COUNTERS_PATH, (request, reply) => {
    const { tinh } = fieldsOf(request.query)
    const asked = askedFor(tinh)
    if (asked.kind === 'unknown') reply.code(400)
    return sendPage(reply, countersPage(frame(request), { provinces: counterProvinces(), asked }))
  })
}

function askedFor(code: string | undefined): CountersPage['asked'] {
  if (code === undefined || code === '') return { kind: 'nothing' }
  const province = counterProvinces().find(one => one.code === code)
  return province ? { kind: 'province', province, counters: countersIn(code) } : { kind: 'unknown' }
}
