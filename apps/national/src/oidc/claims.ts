import { type Account, verifiedValue } from '../accounts/account.ts'

/**
 * The claims existing provincial portals read (union of the names in use), beside the standard `sub`.
 * All come with scope `openid`, at the userinfo endpoint only.
 */
export const releasedClaims = [
  'LoaiTaiKhoan',
  'HoVaTen',
  'SoCMND',
  'SoDinhDanh',
  'NgayThangNamSinh',
  'GioiTinh',
  'ThuDienTu',
  'SoDienThoai',
  'TrangThai',
  'loAs',
  'IAL',
] as const

export type ReleasedClaim = (typeof releasedClaims)[number]
export type Claims = Partial<Record<ReleasedClaim, string | number>>

const accountTypes = { citizen: '1', enterprise: '2', agency: '3' } as const

/** Verified values only: what is unconfirmed leaves in no claim. Dates are `yyyyMMdd` as relying parties parse them. */
export function claimsOf(account: Account): Claims {
  const claims: Claims = {
    LoaiTaiKhoan: accountTypes[account.kind],
    TrangThai: account.status,
    loAs: `LoA${Math.min(account.identityAssuranceLevel, 3)}`,
    IAL: account.identityAssuranceLevel,
  }
  const verified = {
    HoVaTen: verifiedValue(account, 'fullName'),
    SoCMND: verifiedValue(account, 'identityCardNumber'),
    SoDinhDanh: verifiedValue(account, 'citizenIdNumber'),
    NgayThangNamSinh: verifiedValue(account, 'dateOfBirth')?.replaceAll('-', ''),
    GioiTinh: sexClaim(verifiedValue(account, 'sex')),
    ThuDienTu: verifiedValue(account, 'email'),
    SoDienThoai: localPhone(verifiedValue(account, 'phone')),
  }
  for (const [name, value] of Object.entries(verified)) if (value !== undefined) claims[name as ReleasedClaim] = value
  return claims
}

function sexClaim(sex: string | undefined): number | undefined {
  if (sex === undefined) return undefined
  return sex === 'male' ? 1 : 2
}

/** Relying parties expect the national form, 0 and nine digits. */
function localPhone(phone: string | undefined): string | undefined {
  return phone?.replace(/^\+84/, '0')
}
