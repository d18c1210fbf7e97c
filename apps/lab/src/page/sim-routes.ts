import { Refused } from '@motcua/kit/web.ts'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { international } from '../cast.ts'
import type { SignatureWorld } from '../sim/signature-world.ts'
import { localPath } from './local-path.ts'
import { simActs } from './sim-view.ts'

const pressed = z.object({
  viec: z.enum(simActs),
  ve: z.string().max(300).catch('/'),
  'yeu-cau': z.string().max(100).optional(),
  pin: z.string().max(16).catch(''),
})

/** What a person does with the phone on the bench, by forms alone; what came of it the phone shows. */
export function simPageRoutes(server: FastifyInstance, { signatures }: { signatures: SignatureWorld }): void {
  server.post<{ Params: { number: string } }>('/dien-thoai/:number/sim', async (request, reply) => {
    const asked = pressed.safeParse(request.body)
    if (!asked.success) throw new Refused(400)
    const phone = international(request.params.number)
    if (signatures.handsets.of(phone) === undefined) throw new Refused(404)
    await act(phone, asked.data, signatures)
    return reply.redirect(localPath(asked.data.ve), 303)
  })
}

type Pressed = z.infer<typeof pressed>

async function act(phone: string, asked: Pressed, { handsets, replace }: SignatureWorld): Promise<unknown> {
  const prompt = asked['yeu-cau'] ?? ''
  switch (asked.viec) {
    case 'dong-y':
      return handsets.answer(phone, prompt, { action: 'confirm', pin: asked.pin.trim() })
    case 'tu-choi':
      return handsets.answer(phone, prompt, { action: 'decline' })
    case 'tat':
      return handsets.turn(phone, 'off')
    case 'bat':
      return handsets.turn(phone, 'on')
    case 'thay':
      return replace(phone)
    case 'mo-khoa':
      return handsets.unblock(phone)
  }
}
