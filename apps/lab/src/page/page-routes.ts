import { labFaultKinds } from '@motcua/contracts/lab-api.ts'
import type { Clock } from '@motcua/kit/clock.ts'
import { Refused, sendPage } from '@motcua/kit/web.ts'
import type { Language } from '@motcua/ui/words.ts'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { type Cast, type CastMember, international } from '../cast.ts'
import type { LabConfig } from '../config.ts'
import type { Devices } from '../devices/devices.ts'
import { type Faults, runningUpstreams } from '../faults.ts'
import { commonNameOf } from '../pki/authorities.ts'
import type { LabPki } from '../pki/lab-pki.ts'
import type { SignatureWorld } from '../sim/signature-world.ts'
import { apiPage } from './api-page.ts'
import { benchPage } from './bench-page.ts'
import { faultsPage } from './faults-page.ts'
import type { At } from './frame.ts'
import { localPath } from './local-path.ts'
import { mailPage } from './mail-view.ts'
import type { HeldToken } from './tokens-view.ts'

export type PageParts = {
  cast: Cast
  devices: Devices
  faults: Faults
  clock: Clock
  portals: LabConfig['portals']
  port: number
  pki: LabPki
  signatures: SignatureWorld
}

/** Its own name: browsers share cookies between the ports of a host. */
const LANGUAGE = 'lab-language'

/** The lab's pages for people. */
export function pageRoutes(server: FastifyInstance, parts: PageParts): void {
  server.get('/', async (request, reply) => sendPage(reply, await bench(request, parts)))
  server.get('/thu', async (request, reply) => sendPage(reply, letter(request, parts)))
  server.get('/su-co', async (request, reply) => sendPage(reply, faultsPage(atOf(request), parts.faults)))
  server.post('/su-co', async (request, reply) => {
    turn(parts.faults, request.body)
    return reply.redirect('/su-co', 303)
  })
  server.get('/api', async (request, reply) => sendPage(reply, apiPage(atOf(request), parts.port)))
  server.get('/ngon-ngu', async (request, reply) => {
    const { sang, ve } = z
      .object({ sang: z.enum(['vi', 'en']).catch('vi'), ve: z.string().catch('/') })
      .parse(request.query)
    reply.setCookie(LANGUAGE, sang, { path: '/', httpOnly: true, sameSite: 'lax' })
    return reply.redirect(localPath(ve), 303)
  })
}

/** Language and address of a request, as pages need them. */
export function atOf(request: FastifyRequest): At {
  const language: Language = request.cookies[LANGUAGE] === 'en' ? 'en' : 'vi'
  return { language, path: request.url }
}

const choice = z.object({ vai: z.string().optional(), so: z.string().optional(), luc: z.string().optional() })

function chosen(request: FastifyRequest, { cast }: PageParts): { owner: CastMember; query: z.infer<typeof choice> } {
  const query = choice.safeParse(request.query)
  const owner = query.success && query.data.vai !== undefined ? cast.byId(query.data.vai) : cast.members[0]
  if (!query.success || owner === undefined) throw new Refused(404)
  return { owner, query: query.data }
}

async function bench(request: FastifyRequest, parts: PageParts): Promise<string> {
  const { owner, query } = chosen(request, parts)
  const phone = owner.phones.find(one => one.number === query.so) ?? owner.phones[0]
  const { devices, clock, cast, signatures } = parts
  return benchPage(atOf(request), {
    ...parts,
    owner,
    phone,
    members: cast.members,
    now: clock(),
    handset: phone && signatures.handsets.of(international(phone.number)),
    messages: phone === undefined ? [] : devices.phones.of(international(phone.number)),
    mails: devices.mailboxes.of(owner.mailbox),
    tokens: await tokensOf(owner, parts),
  })
}

async function tokensOf(owner: CastMember, { pki }: PageParts): Promise<HeldToken[]> {
  const held = await Promise.all(owner.tokens.map(({ id }) => pki.token(id)))
  return held.flatMap(token => {
    if (token === undefined) return []
    const { id, label, pin, order, certificate } = token
    const { validFromDate: from, validToDate: to } = certificate
    return [{ id, label, pin, order, issuer: commonNameOf(order.by), from, to }]
  })
}

function letter(request: FastifyRequest, parts: PageParts): string {
  const { owner, query } = chosen(request, parts)
  const mail = parts.devices.mailboxes.of(owner.mailbox).find(one => one.at === query.luc)
  if (mail === undefined) throw new Refused(404)
  return mailPage(atOf(request), { owner, mail })
}

const turned = z.union([
  z.object({ 'tat-ca': z.literal('co') }),
  z.object({ 'he-thong': z.enum(runningUpstreams), 'su-co': z.enum(['none', ...labFaultKinds]) }),
])

function turn(faults: Faults, body: unknown): void {
  const asked = turned.safeParse(body)
  if (!asked.success) throw new Refused(400)
  if ('tat-ca' in asked.data) {
    faults.clear()
    return
  }
  const { 'he-thong': upstream, 'su-co': fault } = asked.data
  if (fault === 'none') faults.clear(upstream)
  else faults.set({ upstream, fault })
}
