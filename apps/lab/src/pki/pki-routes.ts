import type { Clock } from '@motcua/kit/clock.ts'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Faults, RunningUpstream } from '../faults.ts'
import { spoiled } from '../spoiled-routes.ts'
import type { Waiting } from '../waiting.ts'
import { type AuthorityId, isAuthority } from './authorities.ts'
import type { LabPki } from './lab-pki.ts'
import { isAbout, type OcspQuestion, ocspAnswer, ocspRefusal, readQuestion, serialOf } from './ocsp.ts'
import type { Status } from './status.ts'

export type PkiParts = { pki: LabPki; faults: Faults; waiting: Waiting; slowMs: number; clock: Clock }

const OCSP_REQUEST = 'application/ocsp-request'
const OCSP_RESPONSE = 'application/ocsp-response'

/** What the lab's authorities answer over HTTP, under `/pki`, at the addresses in their certificates. */
export function pkiRoutes(server: FastifyInstance, parts: PkiParts): void {
  server.register(
    async scope => {
      scope.addHook('onRequest', async (_request, reply) => {
        reply.header('cache-control', 'no-store')
      })
      scope.register(async inner => ocspRoutes(inner, parts))
      scope.register(async inner => listRoutes(inner, parts))
      scope.get<{ Params: { file: string } }>('/ca/:file', async (request, reply) => {
        const by = authorityIn(request.params.file, '.crt')
        if (by === undefined) return reply.callNotFound()
        return reply.type('application/pkix-cert').send((await parts.pki.authorities())[by].certificate.raw)
      })
    },
    { prefix: '/pki' },
  )
}

/** By POST, and by GET with the request in the path (RFC 6960 appendix A.1). */
function ocspRoutes(scope: FastifyInstance, parts: PkiParts): void {
  breakable(scope, 'ocsp', parts)
  scope.addContentTypeParser(
    OCSP_REQUEST,
    { parseAs: 'buffer', bodyLimit: 16_384 },
    async (_request: FastifyRequest, body: Buffer) => body,
  )
  scope.post<{ Params: { by: string } }>('/ocsp/:by', async (request, reply) =>
    answer(reply, parts, { by: request.params.by, asked: Buffer.isBuffer(request.body) ? request.body : undefined }),
  )
  scope.get<{ Params: { by: string } }>('/ocsp/:by/*', async (request, reply) => {
    const { by } = request.params
    // Not the router's own reading, which loses a slash at the end: Base64 may end in one.
    const text = decodeURIComponent(request.url.slice(`${scope.prefix}/ocsp/${by}/`.length))
    return answer(reply, parts, { by, asked: Buffer.from(text, 'base64') })
  })
}

function breakable(scope: FastifyInstance, upstream: RunningUpstream, parts: PkiParts): void {
  scope.addHook('preHandler', async (_request, reply) => {
    const fault = parts.faults.of(upstream)
    if (fault !== undefined) await spoiled(reply, fault, parts)
  })
}

type Asked = { by: string; asked: Buffer | undefined }

async function answer(reply: FastifyReply, parts: PkiParts, { by, asked }: Asked): Promise<unknown> {
  if (!isAuthority(by)) return reply.callNotFound()
  reply.type(OCSP_RESPONSE)
  const question = asked && readQuestion(asked)
  if (question === undefined) return reply.send(ocspRefusal('malformed'))
  const own = (await parts.pki.authorities())[by]
  if (!question.certificates.every(one => isAbout(own, one))) return reply.send(ocspRefusal('unauthorized'))
  const answers = await answersTo(question, by, parts.pki)
  const troubles = answers.map(({ status }) => status.ocsp)
  if (troubles.includes('down')) await spoiled(reply, 'down', parts)
  if (troubles.includes('slow')) await spoiled(reply, 'slow', parts)
  if (reply.sent) return reply
  const signer = troubles.includes('stranger') ? await parts.pki.stranger(by) : own.responder
  return reply.send(await ocspAnswer({ signer, nonce: question.nonce, answers, now: parts.clock() }))
}

type Answers = { asked: OcspQuestion['certificates'][number]; status: Status }[]

function answersTo({ certificates }: OcspQuestion, by: AuthorityId, pki: LabPki): Promise<Answers> {
  return Promise.all(certificates.map(async asked => ({ asked, status: await pki.statusOf(by, serialOf(asked)) })))
}

function listRoutes(scope: FastifyInstance, parts: PkiParts): void {
  breakable(scope, 'crl', parts)
  const send = async (reply: FastifyReply, list: Promise<Buffer>) => reply.type('application/pkix-crl').send(await list)
  scope.get<{ Params: { file: string } }>('/crl/:file', async (request, reply) => {
    const by = authorityIn(request.params.file, '.crl')
    return by === undefined ? reply.callNotFound() : send(reply, parts.pki.list(by))
  })
  scope.get<{ Params: { by: string; file: string } }>('/crl/:by/:file', async (request, reply) => {
    const { by, file } = request.params
    const device = parts.pki.devices.find(({ id, order }) => order.by === by && file === `${id}.crl`)
    const { by: issuer, list: trouble } = device?.order ?? {}
    if (issuer === undefined || trouble === undefined) return reply.callNotFound()
    if (trouble === 'down') await spoiled(reply, 'down', parts)
    return reply.sent ? reply : send(reply, parts.pki.list(issuer, trouble))
  })
}

function authorityIn(file: string, ending: '.crt' | '.crl'): AuthorityId | undefined {
  const id = file.endsWith(ending) ? file.slice(0, -ending.length) : ''
  return isAuthority(id) ? id : undefined
}
