import {
  type LabPrompt,
  type LabPromptRefusal,
  type LabSim,
  labPromptAnswer,
  labSimMischief,
  labSimPower,
} from '@motcua/contracts/lab-api.ts'
import { verificationCodeIn } from '@motcua/contracts/mobile-signature.ts'
import { parsePhone } from '@motcua/identifiers/phone.ts'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Devices } from '../devices/devices.ts'
import { commonNameOf } from '../pki/authorities.ts'
import type { LabPki } from '../pki/lab-pki.ts'
import type { Answered, Prompt } from '../sim/handsets.ts'
import type { SignatureWorld } from '../sim/signature-world.ts'

export type PhoneApiParts = { devices: Devices; pki: LabPki; signatures: SignatureWorld }

type OfNumber = { Params: { number: string } }
type Refuse = (reply: FastifyReply, status: number, error: string) => FastifyReply
const refuse: Refuse = (reply, status, error) => reply.code(status).send({ error })

/** Phones: what they received, what their SIMs ask, and the SIMs themselves, under `/phones/{number}`. */
export function phoneRoutes(server: FastifyInstance, parts: PhoneApiParts): void {
  server.register(
    async scope => {
      scope.addHook('preHandler', async (request, reply) => {
        if (parsePhone((request as FastifyRequest<OfNumber>).params.number).kind !== 'ok')
          await refuse(reply, 404, 'not-a-mobile-number')
      })
      scope.get<OfNumber>('/messages', async request => parts.devices.phones.of(numberOf(request)))
      promptRoutes(scope, parts)
      simRoutes(scope, parts)
    },
    { prefix: '/phones/:number' },
  )
}

function numberOf(request: FastifyRequest<OfNumber>): string {
  const phone = parsePhone(request.params.number)
  return phone.kind === 'ok' ? phone.value : ''
}

function promptRoutes(scope: FastifyInstance, { signatures: { handsets } }: PhoneApiParts): void {
  scope.get<OfNumber>('/prompts', async request => {
    const prompt = handsets.of(numberOf(request))?.prompt
    return prompt === undefined ? [] : [shown(prompt)]
  })
  scope.post<{ Params: { number: string; id: string } }>('/prompts/:id', async (request, reply) => {
    const answer = labPromptAnswer.safeParse(request.body)
    if (!answer.success) return refuse(reply, 400, 'invalid-request')
    return told(reply, await handsets.answer(numberOf(request), request.params.id, answer.data))
  })
}

function shown({ id, text }: Prompt): LabPrompt {
  return { id, text, verificationCode: verificationCodeIn(text) ?? '' }
}

function told(reply: FastifyReply, answered: Answered): FastifyReply {
  switch (answered.kind) {
    case 'answered':
      return reply.code(204).send()
    case 'no-such-prompt':
      return reply.code(404).send({ error: answered.kind } satisfies LabPromptRefusal)
    case 'pin-blocked':
      return reply.code(409).send({ error: answered.kind, triesLeft: 0 } satisfies LabPromptRefusal)
    case 'wrong-pin':
      return reply.code(409).send({ error: answered.kind, triesLeft: answered.triesLeft } satisfies LabPromptRefusal)
  }
}

function simRoutes(server: FastifyInstance, parts: PhoneApiParts): void {
  const { handsets, mischiefs, replace } = parts.signatures
  server.register(async scope => {
    scope.addHook('preHandler', async (request, reply) => {
      if (handsets.of(numberOf(request as FastifyRequest<OfNumber>)) === undefined)
        await refuse(reply, 404, 'no-signing-sim')
    })
    scope.get<OfNumber>('/sim', async request => simOf(numberOf(request), parts))
    scope.post<OfNumber>('/sim', async (request, reply) => {
      await replace(numberOf(request))
      return reply.code(204).send()
    })
    scope.put<OfNumber>('/sim/power', async (request, reply) => {
      const asked = labSimPower.safeParse(request.body)
      if (!asked.success) return refuse(reply, 400, 'invalid-request')
      await handsets.turn(numberOf(request), asked.data.power)
      return reply.code(204).send()
    })
    scope.delete<OfNumber>('/sim/pin-block', async (request, reply) => {
      await handsets.unblock(numberOf(request))
      return reply.code(204).send()
    })
    scope.put<OfNumber>('/sim/mischief', async (request, reply) => {
      const asked = labSimMischief.safeParse(request.body)
      if (!asked.success) return refuse(reply, 400, 'invalid-request')
      mischiefs.set(numberOf(request), asked.data.mischief)
      return reply.code(204).send()
    })
  })
}

async function simOf(phone: string, { pki, signatures: { handsets } }: PhoneApiParts): Promise<LabSim | undefined> {
  const [sim, handset] = [await pki.sim(phone), handsets.of(phone)]
  if (sim === undefined || handset === undefined) return undefined
  const { serialNumber, validToDate } = sim.certificate
  const certificate = { serialNumber, issuer: commonNameOf(sim.order.by), validTo: validToDate.toISOString() }
  return { operator: sim.operator, power: handset.power, triesLeft: handset.triesLeft, certificate }
}
