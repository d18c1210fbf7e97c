import { type LabStaff, labCaptcha, labFault, labUpstreams } from '@motcua/contracts/lab-api.ts'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { z } from 'zod'
import type { Captchas } from '../captchas.ts'
import { type Cast, shown } from '../cast.ts'
import type { Devices } from '../devices/devices.ts'
import { type Faults, isRunning } from '../faults.ts'
import { answerInJson } from '../json-routes.ts'
import { organizations } from '../organizations.ts'
import type { LabPki } from '../pki/lab-pki.ts'
import type { SignatureWorld } from '../sim/signature-world.ts'
import { phoneRoutes } from './phone-routes.ts'

export type ApiParts = {
  cast: Cast
  devices: Devices
  faults: Faults
  captchas: Captchas
  pki: LabPki
  staff: readonly LabStaff[]
  signatures: SignatureWorld
}

/** The lab's API for automated testers and for the portals (contracts/src/lab-api.ts), under `/api`. */
export function apiRoutes(server: FastifyInstance, parts: ApiParts): void {
  server.register(
    async scope => {
      answerInJson(scope)
      scope.addHook('onRequest', async (_request, reply) => {
        reply.header('cache-control', 'no-store')
      })
      scope.get('/personas', async () => parts.cast.members.map(shown))
      scope.get('/staff', async () => parts.staff)
      scope.get('/organizations', async () => organizations)
      tokenRoutes(scope, parts)
      phoneRoutes(scope, parts)
      captchaRoutes(scope, parts)
      faultRoutes(scope, parts)
      scope.get<{ Params: { address: string } }>('/mailboxes/:address/messages', async request =>
        parts.devices.mailboxes.of(request.params.address.toLowerCase()),
      )
    },
    { prefix: '/api' },
  )
}

function tokenRoutes(scope: FastifyInstance, { pki }: ApiParts): void {
  scope.get<{ Params: { file: string } }>('/tokens/:file', async (request, reply) => {
    const { file } = request.params
    const content = file.endsWith('.p12') ? await pki.pkcs12(file.slice(0, -'.p12'.length)) : undefined
    if (content === undefined) return refuse(reply, 404, 'no-such-token')
    reply.header('content-disposition', `attachment; filename="${file}"`)
    return reply.type('application/x-pkcs12').send(content)
  })
}

function captchaRoutes(scope: FastifyInstance, { captchas }: ApiParts): void {
  scope.post('/captchas', async (request, reply) => {
    const captcha = labCaptcha.safeParse(request.body)
    if (!captcha.success) return refuse(reply, 400, 'invalid-request')
    captchas.push(captcha.data)
    return reply.code(204).send()
  })
  scope.get<{ Params: { id: string } }>('/captchas/:id', async (request, reply) => {
    const answer = captchas.answerOf(request.params.id)
    return answer === undefined ? refuse(reply, 404, 'no-such-captcha') : { answer }
  })
}

const cleared = z.strictObject({ upstream: z.enum(labUpstreams).optional() })

function faultRoutes(scope: FastifyInstance, { faults }: ApiParts): void {
  scope.get('/faults', async () => faults.all())
  scope.put('/faults', async (request, reply) => {
    const parsed = labFault.safeParse(request.body)
    if (!parsed.success) return refuse(reply, 400, 'invalid-request')
    const { upstream, ...fault } = parsed.data
    if (!isRunning(upstream)) return refuse(reply, 409, 'upstream-not-running')
    faults.set({ ...fault, upstream })
    return faults.all()
  })
  scope.delete('/faults', async (request, reply) => {
    const which = cleared.safeParse(request.query)
    if (!which.success) return refuse(reply, 400, 'invalid-request')
    faults.clear(which.data.upstream)
    return reply.code(204).send()
  })
}

function refuse(reply: FastifyReply, status: number, error: string): FastifyReply {
  return reply.code(status).send({ error })
}
