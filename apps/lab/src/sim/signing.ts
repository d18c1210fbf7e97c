import { createPrivateKey, sign } from 'node:crypto'
import type { LabSimMischief } from '@motcua/contracts/lab-api.ts'
import type { MssFormat } from '@motcua/contracts/mobile-signature.ts'
import type { Random } from '@motcua/kit/random.ts'
import { type Certificate, readCertificate } from '@motcua/pki/certificate.ts'
import { signedData } from '@motcua/pki/make-cms.ts'
import type { OnDevice } from '../pki/device-certificates.ts'
import type { LabPki } from '../pki/lab-pki.ts'
import type { simServices } from './sim-operators.ts'
import type { Sim } from './sims.ts'

export type HeldSim = Sim & OnDevice
export type SigningParts = { pki: LabPki; random: Random }

type Order = { content: Buffer; format: MssFormat; mischief: LabSimMischief | undefined }

/** What a service hands over as this SIM's signature over the content: one signature, unless it is up to mischief. */
export async function signaturesBy(parts: SigningParts, sim: HeldSim, order: Order): Promise<Buffer[]> {
  const { content, format, mischief } = order
  const signed = { content, format }
  switch (mischief) {
    case 'no-signature':
      return []
    case 'other-transaction':
      return [await signature(parts, sim, { ...signed, content: parts.random(content.length) })]
    case 'other-person':
      return [await signature(parts, await someoneElse(parts.pki, sim), signed)]
    case 'twice':
      return Promise.all([sim, await someoneElse(parts.pki, sim)].map(one => signature(parts, one, signed)))
    case 'wrong-format':
      return [await signature(parts, sim, { content, format: format === 'cms' ? 'pkcs1' : 'cms' })]
    case 'other-number':
    case 'other-transid':
    case undefined:
      return [await signature(parts, sim, signed)]
  }
}

/** The certificate that a service names for a SIM: somebody else's where their signature is handed over. */
export async function namedCertificate(
  pki: LabPki,
  sim: HeldSim,
  mischief: LabSimMischief | undefined,
): Promise<Buffer> {
  const { certificate } = mischief === 'other-person' ? await someoneElse(pki, sim) : sim
  return certificate.raw
}

/** Another persona whose SIM is by the same operator, and in order. */
export async function someoneElse(pki: LabPki, { operator, phone }: Pick<Sim, 'operator' | 'phone'>): Promise<HeldSim> {
  const other = pki.sims.find(one => one.operator === operator && one.phone !== phone && isInOrder(one))
  const held = other && (await pki.sim(other.phone))
  if (held === undefined) throw new Error(`nobody else has a signing SIM of ${operator}`)
  return held
}

/** Someone whose SIM of this service is in order. */
export function anyone(pki: LabPki, service: keyof typeof simServices): Promise<HeldSim> {
  return someoneElse(pki, { operator: service, phone: '' })
}

function isInOrder({ card, order }: Sim): boolean {
  const { certificate: _certificate, ...trouble } = card
  return Object.keys(trouble).length === 0 && (order.status ?? order.validity ?? order.uid) === undefined
}

async function signature(
  { pki }: SigningParts,
  sim: HeldSim,
  { content, format }: Omit<Order, 'mischief'>,
): Promise<Buffer> {
  const key = createPrivateKey(sim.key)
  const isLong = key.asymmetricKeyDetails?.namedCurve === 'secp384r1'
  if (format === 'pkcs1') return sign(isLong ? 'sha384' : 'sha256', content, key)
  const above = (await pki.authorities())[sim.order.by].certificate
  return signedData({ content, key, certificate: readOwn(sim.certificate.raw), chain: [readOwn(above.raw)] })
}

function readOwn(der: Buffer): Certificate {
  const own = readCertificate(der)
  if (own.kind === 'malformed') throw new Error('a certificate of the lab cannot be read')
  return own.certificate
}
