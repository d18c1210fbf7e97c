import { formatTaxCode, type TaxCode } from '@motcua/identifiers/tax-code.ts'
import { type Account, type AttributeName, verifiedValue } from '../accounts/account.ts'

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
  'TenDoanhNghiep',
  'MaSoThue',
  'MaSoDoanhNghiep',
  'DiaChi',
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
  const verified = { ...holderClaims(account), ...contactClaims(account) }
  for (const [name, value] of Object.entries(verified)) if (value !== undefined) claims[name as ReleasedClaim] = value
  return claims
}

type Verified = Partial<Record<ReleasedClaim, string | number | undefined>>

function holderClaims(account: Account): Verified {
  const own = (name: AttributeName) => verifiedValue(account, name)
  switch (account.kind) {
    case 'citizen':
      return {
        HoVaTen: own('fullName'),
        SoCMND: own('identityCardNumber'),
        SoDinhDanh: own('citizenIdNumber'),
        NgayThangNamSinh: own('dateOfBirth')?.replaceAll('-', ''),
        GioiTinh: sexClaim(own('sex')),
      }
    case 'enterprise': {
      // The number of an enterprise is its tax code (Luật Doanh nghiệp 59/2020/QH14, Art. 29).
      const taxCode = asWritten(own('taxCode'))
      return {
        ...{ TenDoanhNghiep: own('organizationName'), MaSoThue: taxCode, MaSoDoanhNghiep: taxCode },
        DiaChi: own('address'),
      }
    }
    case 'agency':
      // Existing portals read the name of an agency here too.
      return {
        ...{ TenDoanhNghiep: own('organizationName'), MaSoThue: asWritten(own('taxCode')) },
        DiaChi: own('address'),
      }
  }
}

function contactClaims(account: Account): Verified {
  return { ThuDienTu: verifiedValue(account, 'email'), SoDienThoai: localPhone(verifiedValue(account, 'phone')) }
}

function asWritten(taxCode: string | undefined): string | undefined {
  return taxCode === undefined ? undefined : formatTaxCode(taxCode as TaxCode)
}

function sexClaim(sex: string | undefined): number | undefined {
  if (sex === undefined) return undefined
  return sex === 'male' ? 1 : 2
}

/** Relying parties expect the national form, 0 and nine digits. */
function localPhone(phone: string | undefined): string | undefined {
  return phone?.replace(/^\+84/, '0')
}
