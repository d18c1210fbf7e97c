import { TLSSocket } from 'node:tls'
import { type MssStatus, mssPaths } from '@motcua/contracts/mobile-signature.ts'
import type { Clock } from '@motcua/kit/clock.ts'
import type { Log } from '@motcua/kit/log.ts'
import Fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from 'fastify'
import type { Faults } from '../faults.ts'
import { type Speech, spoiled } from '../spoiled-routes.ts'
import type { Waiting } from '../waiting.ts'
import type { SimAccess, SimTls } from './access.ts'
import { fault, faultRole, type Heading, profileAnswer, signatureAnswer, statusAnswer } from './answers.ts'
import {
  type Asked,
  flawIn,
  type Message,
  type Refusal,
  readMessage,
  readPhone,
  readSignatureRequest,
  readTransactionId,
} from './requests.ts'
import { type SimServiceId, simServiceIds, simServices } from './sim-operators.ts'
import type { Transactions } from './transactions.ts'

export type MssParts = {
  tls: SimTls
  access: Omit<SimAccess, 'port'>
  transactions: Transactions
  faults: Faults
  waiting: Waiting
  slowMs: number
  clock: Clock
  log: Log
}

const SOAP = 'application/soap+xml; charset=utf-8'
const LARGEST = 64 * 1024
const speech: Speech = { type: SOAP, garbage: '<?xml version="1.0"?><env:Envelope><mss:Status><html>502 Bad' }

/** The operators' signature services (contracts/src/mobile-signature.ts): HTTPS, each under its id. */
export function mssServer(parts: MssParts): FastifyInstance {
  const { tls, log } = parts
  const server = Fastify({
    https: {
      ...{ key: tls.server.key, cert: tls.server.certificate, ca: tls.authority.certificate },
      // Whether a certificate is needed is for each service to say.
      ...{ requestCert: true, rejectUnauthorized: false },
    },
    loggerInstance: log as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: LARGEST,
    forceCloseConnections: true,
    // Only the socket's type tells it from any other server.
  }) as unknown as FastifyInstance
  server.removeAllContentTypeParsers()
  server.addContentTypeParser(
    ['application/soap+xml', 'text/xml'],
    { parseAs: 'string' },
    async (_request: unknown, body: string) => body,
  )
  server.addHook('preHandler', async (_request, reply) => {
    const broken = parts.faults.of('sim-signing')
    if (broken !== undefined) await spoiled(reply, broken, { ...parts, speech })
  })
  for (const id of simServiceIds) serviceRoutes(server, id, parts)
  return server
}

type Answering = { service: SimServiceId; message: Message; heading: Heading; transactions: Transactions }
type Answer = { kind: 'answer'; text: string } | Refusal

const answers: Record<Asked, (answering: Answering) => Promise<Answer>> = {
  signature: answerSignature,
  status: answerStatus,
  profile: answerProfile,
}

function serviceRoutes(server: FastifyInstance, service: SimServiceId, parts: MssParts): void {
  const { transactions, clock } = parts
  for (const what of ['signature', 'status', 'profile'] as const) {
    server.post(`/${service}${mssPaths[what]}`, async (request, reply) => {
      const read = readMessage(String(request.body), what)
      if (read.kind === 'refused') return sendFault(reply, read.status)
      const message = read.value
      if (!isKnown(request, { service, message, access: parts.access })) return sendFault(reply, 104)
      const flaw = flawIn(message)
      if (flaw !== undefined) return sendFault(reply, flaw.status)
      const heading = { asker: message.asker, service, now: clock() }
      const answer = await answers[what]({ service, message, heading, transactions })
      return answer.kind === 'refused' ? sendFault(reply, answer.status) : reply.type(SOAP).send(answer.text)
    })
  }
}

type Claim = Pick<Answering, 'service' | 'message'> & Pick<MssParts, 'access'>

function isKnown({ raw: { socket } }: FastifyRequest, { service, message: { asker }, access }: Claim): boolean {
  if (asker.id !== access.apId) return false
  switch (simServices[service].access) {
    case 'certificate':
      return socket instanceof TLSSocket && socket.authorized
    case 'password':
      return asker.password === access.apPassword
  }
}

async function answerSignature({ service, message, heading, transactions }: Answering): Promise<Answer> {
  const request = readSignatureRequest(message, simServices[service])
  if (request.kind === 'refused') return request
  const begun = await transactions.begin({ ...request.value, service, transId: message.asker.transId })
  if (begun.kind === 'refused') return begun
  const standing = { transactionId: begun.id, phone: request.value.phone, status: 100 } as const
  return { kind: 'answer', text: signatureAnswer(heading, standing) }
}

async function answerStatus({ service, message, heading, transactions }: Answering): Promise<Answer> {
  const id = readTransactionId(message)
  if (id.kind === 'refused') return id
  const told = await transactions.standing(service, id.value)
  if (told.kind === 'refused') return told
  if (simServices[service].failures === 'fault' && isFailure(told.status))
    return { kind: 'refused', status: told.status }
  const signatures = told.signatures.map(one => one.toString('base64'))
  return { kind: 'answer', text: statusAnswer(heading, { ...told, signatures }) }
}

async function answerProfile({ service, message, heading, transactions }: Answering): Promise<Answer> {
  const phone = readPhone(message.element)
  if (phone.kind === 'refused') return phone
  const held = await transactions.certificate(service, phone.value)
  if (held.kind === 'refused') return held
  const { profile } = simServices[service]
  return { kind: 'answer', text: profileAnswer(heading, { profile, certificate: held.certificate }) }
}

/** What ends a transaction otherwise than with a signature. */
function isFailure(status: MssStatus): boolean {
  return ![100, 500, 502, 504].includes(status)
}

function sendFault(reply: FastifyReply, status: MssStatus): FastifyReply {
  const code = faultRole(status) === 'Sender' ? 400 : 500
  return reply.code(code).type(SOAP).send(fault(status))
}
