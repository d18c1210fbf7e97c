import { z } from 'zod'

/**
 * The identity providers a citizen may come from, both by OpenID Connect Core 1.0: authorization code with PKCE S256
 * (RFC 7636), state and nonce; the client authenticated by HTTP Basic; discovery below the issuer; id tokens signed
 * ES256. What the person proved in this sign-in stands in the id token (`acr`, `amr`), who they are in userinfo.
 */
export const identityProviderIds = ['vnpost', 'vneid'] as const
export type IdentityProviderId = (typeof identityProviderIds)[number]

const text = z.string().min(1).max(300)
/** CMND (9 digits) or CCCD (12 digits). */
const idNumber = z.string().regex(/^([0-9]{9}|[0-9]{12})$/)

/**
 * What the id token says of the sign-in. `amr` has the values of RFC 8176, here `pwd`, or `pwd` and `otp`; `acr` is
 * the level of this sign-in: `1` one factor, `2` two.
 */
export const signInClaims = z.object({
  acr: z.string().max(100).optional(),
  amr: z.array(z.string().max(40)).max(20).default([]),
})

/** Scopes to ask Vietnam Post for; `identity` gives the claims that are not of OpenID Connect. */
export const VNPOST_SCOPE = 'openid profile email phone identity'

/** Vietnam Post's claims (`userinfo`): a personal account. What was not given to the post is left out. */
export const vnpostPerson = z.object({
  sub: z.string().min(1).max(255),
  account_type: z.literal('personal').default('personal'),
  name: text,
  birthdate: z.iso.date(),
  gender: z.enum(['male', 'female']).optional(),
  /** E.164. */
  phone_number: z
    .string()
    .regex(/^\+[1-9][0-9]{6,14}$/)
    .optional(),
  phone_number_verified: z.boolean().optional(),
  email: z.string().max(254).optional(),
  email_verified: z.boolean().optional(),
  id_number: idNumber.optional(),
  /** The number of the card before this one, where the post knows it. */
  previous_id_number: idNumber.optional(),
  /** The person's papers were checked at a post office counter. */
  identity_verified: z.boolean(),
  /** `1`: the account signs in by password; `2`: by password and a code sent to its phone. */
  verification_level: z.enum(['1', '2']),
})

/** Vietnam Post's claims: the account of a firm or office, which names no person. */
export const vnpostOrganization = z.object({
  sub: z.string().min(1).max(255),
  account_type: z.literal('organization'),
  name: text,
  identity_verified: z.boolean(),
  verification_level: z.enum(['1', '2']),
})

export const VNEID_SCOPE = 'openid'

/** VNeID's claims (`userinfo`), by the names in which provincial systems already read them. */
export const vneidAccount = z.object({
  sub: z.string().min(1).max(255),
  /** 1 citizen, 2 enterprise, 3 organisation or agency. */
  LoaiTaiKhoan: z.int(),
  SoDinhDanh: idNumber,
  HoVaTen: text,
  /** `yyyyMMdd`. */
  NgayThangNamSinh: z.string().regex(/^[0-9]{8}$/),
  TechID: z.uuid(),
  loAs: z.string().max(100),
  userProfileUri: z.url(),
  logoutUri: z.url(),
  /** 1: opened on the phone alone; 2: the person's papers and face were checked at a police office. */
  IAL: z.int(),
})

export type SignInClaims = z.infer<typeof signInClaims>
export type VnpostPerson = z.input<typeof vnpostPerson>
export type VnpostOrganization = z.input<typeof vnpostOrganization>
export type VneidAccount = z.infer<typeof vneidAccount>

export const exampleVnpostPerson: VnpostPerson = {
  sub: 'Kx0b1nqS3vY2cQmT7wEjUg',
  account_type: 'personal',
  name: 'Nguyễn Thị Thu Hà',
  birthdate: '1990-08-12',
  gender: 'female',
  phone_number: '+84828114088',
  phone_number_verified: true,
  email: 'thuha.nguyen@thu.example',
  email_verified: true,
  id_number: '030190004517',
  identity_verified: true,
  verification_level: '2',
}

export const exampleVneidAccount: VneidAccount = {
  sub: 'b6b5ad0e-7f7d-4b57-8e60-3c8f0b8b8f3e',
  LoaiTaiKhoan: 1,
  SoDinhDanh: '030190004517',
  HoVaTen: 'Nguyễn Thị Thu Hà',
  NgayThangNamSinh: '19900812',
  TechID: 'b6b5ad0e-7f7d-4b57-8e60-3c8f0b8b8f3e',
  loAs: 'LoA2',
  userProfileUri: 'https://vneid.example/tai-khoan',
  logoutUri: 'https://vneid.example/dang-xuat',
  IAL: 2,
}
