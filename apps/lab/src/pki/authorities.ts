import type { KeyKind } from './keys.ts'
import type { Name } from './names.ts'

export const roots = ['national-root', 'government-root'] as const
export type RootId = (typeof roots)[number]

export const issuing = ['newtel', 'vnpt', 'fpt', 'viettel', 'bkav', 'ca2', 'government'] as const
export type IssuingId = (typeof issuing)[number]
export type AuthorityId = RootId | IssuingId

/** As the names of real authorities are written, but for the organisation, which says that nothing here is real. */
const LAB: Name = [
  ['O', 'Một Cửa, bàn thử nghiệm'],
  ['C', 'VN'],
]
const named = (commonName: string): Name => [['CN', commonName], ...LAB]

type Root = { name: Name; key: KeyKind; trust: 'national' | 'government' }
type Issuing = { name: Name; key: KeyKind; under: RootId }

/** Two anchors that know nothing of each other: public certificates, and those of the Government's own authority. */
export const rootAuthorities: Record<RootId, Root> = {
  'national-root': { name: named('Vietnam National Root CA (lab)'), key: 'rsa', trust: 'national' },
  'government-root': { name: named('Co quan chung thuc so Chinh phu'), key: 'p-384', trust: 'government' },
}

export const issuingAuthorities: Record<IssuingId, Issuing> = {
  newtel: { name: named('NEWTEL-CA v2'), key: 'rsa', under: 'national-root' },
  vnpt: { name: named('VNPT-CA'), key: 'p-256', under: 'national-root' },
  fpt: { name: named('FPT-CA'), key: 'p-384', under: 'national-root' },
  viettel: { name: named('Viettel-CA'), key: 'p-384', under: 'national-root' },
  bkav: { name: named('BkavCA'), key: 'p-256', under: 'national-root' },
  ca2: { name: named('CA2'), key: 'p-256', under: 'national-root' },
  government: { name: named('CA phục vụ các cơ quan Nhà nước G2'), key: 'p-256', under: 'government-root' },
}

export const authorityIds: readonly AuthorityId[] = [...roots, ...issuing]

export function isAuthority(id: string): id is AuthorityId {
  return authorityIds.some(one => one === id)
}

/** The anchor at the end of an authority's chain. */
export function rootOf(id: AuthorityId): RootId {
  return id in issuingAuthorities ? issuingAuthorities[id as IssuingId].under : (id as RootId)
}

export function nameOf(id: AuthorityId): Name {
  return { ...rootAuthorities, ...issuingAuthorities }[id].name
}

/** *Tên CA*. */
export function commonNameOf(id: AuthorityId): string {
  return nameOf(id).find(([part]) => part === 'CN')?.[1] ?? id
}

/** Where an authority is found, below the lab's base URL. */
export const paths = {
  ocsp: (id: AuthorityId) => `/pki/ocsp/${id}`,
  list: (id: AuthorityId) => `/pki/crl/${id}.crl`,
  /** A list of one certificate alone, for those whose list is broken (RFC 5280 §5: lists may be parted). */
  listOfOne: (id: AuthorityId, token: string) => `/pki/crl/${id}/${token}.crl`,
  certificate: (id: AuthorityId) => `/pki/ca/${id}.crt`,
}
