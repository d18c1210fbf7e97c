import type { X509Certificate } from 'node:crypto'
import { after } from '@motcua/kit/clock.ts'
import { type AuthorityId, authorityIds, issuingAuthorities, rootOf, roots } from './authorities.ts'
import { revocationList, type Withdrawn } from './crl.ts'
import type { Authorities, PkiPlace } from './material.ts'
import type { Status } from './status.ts'
import type { ListTrouble } from './token-certificate.ts'
import { everOnToken, onToken, type UsbToken } from './usb-tokens.ts'

export type Register = { place: PkiPlace; tokens: readonly UsbToken[]; authorities: Authorities }

const DAY = 86_400
/** When a certificate is withdrawn, counted from the day it began. */
const WITHDRAWN_AFTER = 20 * DAY
const LIST_LASTS = 7 * DAY

/** What `by` knows of a certificate with this serial number, hexadecimal. */
export async function statusOf(register: Register, by: AuthorityId, serial: string): Promise<Status> {
  if (isOwn(register.authorities, by, serial)) return { kind: 'good' }
  for (const token of issuedBy(register, by)) {
    const certificate = await numbered(register, token, serial)
    if (certificate !== undefined) return statusOn(token, certificate)
  }
  return { kind: 'unknown' }
}

/** The authority's list of today; a month old where that is its trouble. */
export async function listOf(register: Register, by: AuthorityId, trouble?: ListTrouble): Promise<Buffer> {
  const now = register.place.clock()
  const from = trouble === 'expired' ? after(now, -30 * DAY) : after(now, -60)
  const withdrawn = await Promise.all(issuedBy(register, by).map(token => withdrawnOn(register, token)))
  return revocationList(register.authorities[by], { withdrawn: withdrawn.flat(), from, to: after(from, LIST_LASTS) })
}

/** Authorities below a root, and responders. */
function isOwn(authorities: Authorities, by: AuthorityId, serial: string): boolean {
  const below = authorityIds.filter(id => roots.some(root => root === by) && id !== by && rootOf(id) === by)
  const certificates = [...below.map(id => authorities[id].certificate), authorities[by].responder.certificate]
  return certificates.some(certificate => serialOf(certificate) === serial)
}

/** Who is their own authority, or had somebody else's signature, was never issued anything. */
function issuedBy({ tokens }: Register, by: AuthorityId): UsbToken[] {
  if (!(by in issuingAuthorities)) return []
  return tokens.filter(({ order }) => order.by === by && (order.flaw ?? 'wrong-key') === 'wrong-key')
}

async function numbered(register: Register, token: UsbToken, serial: string): Promise<X509Certificate | undefined> {
  const ever = await everOnToken(register.place, token)
  return ever.map(({ certificate }) => certificate).find(certificate => serialOf(certificate) === serial)
}

function statusOn({ order: { status, ocsp } }: UsbToken, certificate: X509Certificate): Status {
  const trouble = ocsp === undefined ? {} : { ocsp }
  if (status === undefined) return { kind: 'good', ...trouble }
  return { kind: 'withdrawn', at: withdrawnAt(certificate), reason: status, ...trouble }
}

async function withdrawnOn(register: Register, token: UsbToken): Promise<Withdrawn[]> {
  const { status } = token.order
  if (status === undefined) return []
  // Lists are kept for days: a token that is made after one was fetched would not stand in it.
  await onToken(register.place, register.authorities, token)
  const ever = await everOnToken(register.place, token)
  return ever.map(({ certificate }) => ({
    serial: serialOf(certificate),
    at: withdrawnAt(certificate),
    reason: status,
  }))
}

function withdrawnAt(certificate: X509Certificate): Date {
  return after(certificate.validFromDate, WITHDRAWN_AFTER)
}

function serialOf({ serialNumber }: X509Certificate): string {
  return serialNumber.toLowerCase()
}
