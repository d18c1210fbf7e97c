import { after } from '@motcua/kit/clock.ts'
import type { Issued, TestAuthority, Wish } from '@motcua/pki/test-authority.ts'
import { tokenOf } from '@motcua/pki/test-token.ts'
import { type Handle, handlesStore } from '../../accounts/handles-store.ts'
import { certifiedOf as certifiedBy } from '../../certificates/judge-certificate.ts'
import { handleOfCertificate } from '../../certificates/registered.ts'
import { publicCa } from '../../certificates/test-trust.ts'
import { ORIGIN, type TestNational } from '../../test-national.ts'
import { challenged } from './challenge.ts'

const DAY = 24 * 3600

/** Whom a certificate of the tests names, and for which days from now it is valid. */
export type Naming = Wish & { days?: [from: number, to: number]; by?: TestAuthority }

/** A USB token with one certificate in it: of a citizen, unless told otherwise. */
export function testToken({ time }: TestNational, { days = [-1, 365], by = publicCa, ...wish }: Naming = {}): Issued {
  const [validFrom, validTo] = [after(time.now, days[0] * DAY), after(time.now, days[1] * DAY)]
  return by.issue({ kind: 'P-256', validFrom, validTo, ...wish })
}

/** The subject of a person's certificate; `also`: further UIDs. */
export function person(idNumber: string, name = 'Nguyễn Thị Thử', also: string[] = []): NonNullable<Wish['subject']> {
  return [
    ['C', 'VN', 'printable'],
    ['CN', name],
    ...[`CCCD:${idNumber}`, ...also].map((uid): ['UID', string] => ['UID', uid]),
  ]
}

/** The subject of an enterprise's. */
export function enterprise(taxCode: string, name = 'Công ty TNHH Thử Nghiệm'): NonNullable<Wish['subject']> {
  return [
    ['C', 'VN', 'printable'],
    ['CN', name],
    ['UID', `MST:${taxCode}`],
  ]
}

/** What the agent answers to the challenge that a flow's state keeps; for another origin or nonce where a test says so. */
export function signedBy(token: Issued, pending: unknown, changes: { origin?: string; nonce?: string } = {}): string {
  const { challenge: nonce } = challenged.parse(pending)
  const algorithm = token.key.publicKey.asymmetricKeyType === 'rsa' ? 'PS256' : 'ES256'
  return JSON.stringify(tokenOf(token, { algorithm, origin: ORIGIN, nonce, ...changes }))
}

/** Registers a token with an account, as if it had been done long ago. */
export async function giveToken(
  { db, parts }: TestNational,
  giving: { accountId: string; token: Issued },
): Promise<Handle> {
  const { accountId, token } = giving
  const { certificate } = token
  const handle = handleOfCertificate(certificate.fingerprint, certifiedBy(certificate, 'national'))
  const known = { accountId, method: 'usb-token', identifies: true, createdAt: after(parts.clock(), -DAY) }
  const added = await handlesStore(db, parts).add(parts.random, { ...handle, ...known })
  if (added.kind !== 'added') throw new Error(added.kind)
  const kept = await handlesStore(db, parts).find(accountId, added.id)
  if (!kept) throw new Error('the token is gone')
  return kept
}
