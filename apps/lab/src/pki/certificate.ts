import type { KeyObject } from 'node:crypto'
import { Integer } from 'asn1js'
import { AlgorithmIdentifier, Certificate, type Extension, type RelativeDistinguishedNames, Time } from 'pkijs'
import { publicPart, signWith } from './keys.ts'

export type Order = {
  subject: RelativeDistinguishedNames
  /** Whose public part is certified. */
  key: KeyObject
  issuer: { name: RelativeDistinguishedNames; key: KeyObject }
  /** Hexadecimal. */
  serial: string
  from: Date
  to: Date
  extensions: Extension[]
}

/** Issues an X.509 certificate of version 3, in DER. */
export async function issued(order: Order): Promise<Buffer> {
  const certificate = new Certificate({
    version: 2,
    serialNumber: serialInteger(order.serial),
    signature: new AlgorithmIdentifier(),
    issuer: order.issuer.name,
    subject: order.subject,
    notBefore: time(order.from),
    notAfter: time(order.to),
    subjectPublicKeyInfo: publicPart(order.key),
    extensions: order.extensions,
  })
  await signWith(order.issuer.key, certificate)
  return Buffer.from(certificate.toSchema(true).toBER())
}

export function certificateFrom(der: Uint8Array): Certificate {
  return Certificate.fromBER(Uint8Array.from(der))
}

export function serialInteger(hexadecimal: string): Integer {
  return new Integer({ valueHex: Uint8Array.from(Buffer.from(hexadecimal, 'hex')).buffer })
}

/** Of at most 16 octets; positive and without leading zeros, so that it is the same in every encoding. */
export function newSerial(random: (bytes: number) => Buffer): string {
  const bytes = random(16)
  bytes[0] = (bytes.readUInt8(0) & 0x3f) | 0x40
  return bytes.toString('hex')
}

/** RFC 5280 §4.1.2.5: UTCTime until 2049, GeneralizedTime after; whole seconds. */
export function time(at: Date): Time {
  return new Time({ type: at.getUTCFullYear() < 2050 ? 0 : 1, value: wholeSeconds(at) })
}

/** DER knows fractions of a second that RFC 5280 forbids. */
export function wholeSeconds(at: Date): Date {
  return new Date(Math.floor(at.getTime() / 1000) * 1000)
}
