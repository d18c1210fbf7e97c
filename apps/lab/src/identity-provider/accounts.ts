import { createHash } from 'node:crypto'
import type {
  IdentityProviderId,
  VneidAccount,
  VnpostOrganization,
  VnpostPerson,
} from '@motcua/contracts/identity-providers.ts'
import { type CastMember, international, type ProviderAccount } from '../cast.ts'

/** A persona's account at one of the providers. */
export type Account = {
  owner: CastMember
  username: string
  password: string
  /** `+84…`: where its codes are sent. */
  phone: string
  subject: string
  ways: ProviderAccount
}

/** Everybody's accounts at a provider. */
export function accountsAt(provider: IdentityProviderId, members: readonly CastMember[]): Account[] {
  return members.flatMap(owner => {
    const [phone] = owner.phones
    const login = owner[provider]
    if (login === undefined || phone === undefined) return []
    const ways = owner.accounts?.[provider] ?? {}
    return [{ owner, ...login, phone: international(phone.number), subject: subjectOf(provider, owner), ways }]
  })
}

/** The same person is always the same subject, also after the lab was started anew. */
function subjectOf(provider: IdentityProviderId, { id }: CastMember): string {
  const digest = createHash('sha256').update(`${provider} ${id}`).digest()
  return provider === 'vnpost' ? digest.subarray(0, 16).toString('base64url') : uuidFrom(digest)
}

/** Marked as version 8, made by a rule of one's own (RFC 9562 §5.8). */
function uuidFrom(digest: Buffer): string {
  const hex = digest.toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

/** What userinfo tells of an account (contracts/src/identity-providers.ts). */
export function claimsOf(provider: IdentityProviderId, account: Account, home: string): Record<string, unknown> {
  const ordinary = provider === 'vnpost' ? postClaims(account) : vneidClaims(account, home)
  return { ...ordinary, ...account.ways.claims }
}

function postClaims({ owner, phone, subject, ways }: Account): VnpostPerson | VnpostOrganization {
  const known = {
    sub: subject,
    identity_verified: ways.identity !== 'unverified',
    verification_level: ways.level === 1 ? ('1' as const) : ('2' as const),
  }
  if (ways.holder === 'organization') return { ...known, account_type: 'organization', name: owner.fullName }
  return {
    ...known,
    account_type: 'personal',
    name: owner.fullName,
    birthdate: owner.dateOfBirth,
    gender: owner.sex,
    phone_number: phone,
    phone_number_verified: true,
    email: owner.mailbox,
    email_verified: true,
    id_number: owner.idNumber,
    ...(owner.previousIdNumber !== undefined && { previous_id_number: owner.previousIdNumber }),
  }
}

/** Nobody stays signed in here, so the addresses of profile and logout both lead to the persona's page. */
function vneidClaims({ owner, subject, ways }: Account, home: string): VneidAccount {
  const page = `${home}/?vai=${owner.id}`
  return {
    sub: subject,
    LoaiTaiKhoan: 1,
    SoDinhDanh: owner.idNumber,
    HoVaTen: owner.fullName,
    NgayThangNamSinh: owner.dateOfBirth.replaceAll('-', ''),
    TechID: subject,
    loAs: ways.level === 1 ? 'LoA1' : 'LoA2',
    userProfileUri: page,
    logoutUri: page,
    IAL: ways.identity === 'unverified' ? 1 : 2,
  }
}
