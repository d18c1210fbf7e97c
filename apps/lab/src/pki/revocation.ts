import type { X509Certificate } from 'node:crypto'
import { after } from '@motcua/kit/clock.ts'
import { type AuthorityId, authorityIds, issuingAuthorities, rootOf, roots } from './authorities.ts'
import { revocationList, type Withdrawn } from './crl.ts'
import { type Device, everOnDevice, type OnDevice, onDevice } from './device-certificates.ts'
import type { Authorities, PkiPlace } from './material.ts'
import type { Reason, Status } from './status.ts'
import type { ListTrouble } from './token-certificate.ts'

export type Register = { place: PkiPlace; devices: readonly Device[]; authorities: Authorities }

const DAY = 86_400
/** When a certificate is withdrawn, counted from the day it began. */
const WITHDRAWN_AFTER = 20 * DAY
const LIST_LASTS = 7 * DAY

/** What `by` knows of a certificate with this serial number, hexadecimal. */
export async function statusOf(register: Register, by: AuthorityId, serial: string): Promise<Status> {
  if (isOwn(register.authorities, by, serial)) return { kind: 'good' }
  for (const device of issuedBy(register, by)) {
    const ever = await everOnDevice(register.place, device)
    const asked = ever.find(({ certificate }) => serialOf(certificate) === serial)
    if (asked !== undefined) return statusOn(device, withdrawalOf(device, asked, ever))
  }
  return { kind: 'unknown' }
}

/** The authority's list of today; a month old where that is its trouble. */
export async function listOf(register: Register, by: AuthorityId, trouble?: ListTrouble): Promise<Buffer> {
  const now = register.place.clock()
  const from = trouble === 'expired' ? after(now, -30 * DAY) : after(now, -60)
  const withdrawn = await Promise.all(issuedBy(register, by).map(device => withdrawnOn(register, device)))
  return revocationList(register.authorities[by], { withdrawn: withdrawn.flat(), from, to: after(from, LIST_LASTS) })
}

/** Authorities below a root, and responders. */
function isOwn(authorities: Authorities, by: AuthorityId, serial: string): boolean {
  const below = authorityIds.filter(id => roots.some(root => root === by) && id !== by && rootOf(id) === by)
  const certificates = [...below.map(id => authorities[id].certificate), authorities[by].responder.certificate]
  return certificates.some(certificate => serialOf(certificate) === serial)
}

/** Who is their own authority, or had somebody else's signature, was never issued anything. */
function issuedBy({ devices }: Register, by: AuthorityId): Device[] {
  if (!(by in issuingAuthorities)) return []
  return devices.filter(({ order }) => order.by === by && (order.flaw ?? 'wrong-key') === 'wrong-key')
}

type Withdrawal = { at: Date; reason: Reason }

/** Withdrawn by the persona's story, or since its holder got another device in place of this one. */
function withdrawalOf({ order: { status } }: Device, one: OnDevice, ever: readonly OnDevice[]): Withdrawal | undefined {
  if (status !== undefined) return { at: withdrawnAt(one.certificate), reason: status }
  const at = ever.find(({ device }) => device > one.device)?.since
  return at && { at, reason: 'superseded' }
}

function statusOn({ order: { ocsp } }: Device, withdrawal: Withdrawal | undefined): Status {
  const trouble = ocsp === undefined ? {} : { ocsp }
  return withdrawal === undefined ? { kind: 'good', ...trouble } : { kind: 'withdrawn', ...withdrawal, ...trouble }
}

async function withdrawnOn(register: Register, device: Device): Promise<Withdrawn[]> {
  // Lists are kept for days: a certificate that is made after one was fetched would not stand in it.
  if (device.order.status !== undefined) await onDevice(register.place, register.authorities, device)
  const ever = await everOnDevice(register.place, device)
  return ever.flatMap(one => {
    const withdrawal = withdrawalOf(device, one, ever)
    return withdrawal === undefined ? [] : [{ serial: serialOf(one.certificate), ...withdrawal }]
  })
}

function withdrawnAt(certificate: X509Certificate): Date {
  return after(certificate.validFromDate, WITHDRAWN_AFTER)
}

function serialOf({ serialNumber }: X509Certificate): string {
  return serialNumber.toLowerCase()
}
