import { parseCitizenIdNumber } from '@motcua/identifiers/citizen-id.ts'
import { localDate, parseDateOfBirth } from '@motcua/identifiers/date.ts'
import { parseEmail } from '@motcua/identifiers/email.ts'
import { parsePersonName } from '@motcua/identifiers/person-name.ts'
import { parsePhone } from '@motcua/identifiers/phone.ts'
import type { Reading } from '@motcua/sign-in/form/form.ts'
import { z } from 'zod'

/** A citizen as the national portal releases them: verified values, in canonical forms. */
export const nationalPerson = z.object({
  fullName: z.string(),
  /** One or two: the 12-digit personal number first. */
  idNumbers: z.array(z.string()).min(1),
  /** Missing where a certificate vouches, which tells none. */
  dateOfBirth: z.string().optional(),
  sex: z.enum(['male', 'female']).optional(),
  phone: z.string().optional(),
  email: z.string().optional(),
})
export type NationalPerson = z.infer<typeof nationalPerson>

/** The claims in use between the national and the provincial portals. Numbers come as text or as numbers. */
const text = z.union([z.string(), z.number().transform(String)]).optional()
const claims = z.object({
  LoaiTaiKhoan: text,
  HoVaTen: text,
  SoCMND: text,
  SoDinhDanh: text,
  NgayThangNamSinh: text,
  GioiTinh: text,
  ThuDienTu: text,
  SoDienThoai: text,
})

export type ClaimsRead =
  | { kind: 'read'; person: NationalPerson }
  | { kind: 'unusable'; because: 'not-a-citizen' | 'incomplete' }

const CITIZEN = '1'
const sexes: Record<string, NationalPerson['sex']> = { '1': 'male', '2': 'female' }

/**
 * Reads userinfo. Name and number must be there and in form, and the date of birth in form where it is there; what else
 * is missing or out of form is as if not released. `TechID` and `MDT` are not read: links go by issuer and `sub`.
 */
export function readClaims(userinfo: Record<string, unknown>, now: Date): ClaimsRead {
  const parsed = claims.safeParse(userinfo)
  if (!parsed.success) return { kind: 'unusable', because: 'incomplete' }
  const given = parsed.data
  if ((given.LoaiTaiKhoan ?? CITIZEN) !== CITIZEN) return { kind: 'unusable', because: 'not-a-citizen' }
  const today = localDate(now)
  const fullName = claimed(given.HoVaTen, parsePersonName)
  const idNumbers = [given.SoDinhDanh, given.SoCMND]
    .map(number => claimed(number, one => parseCitizenIdNumber(one, today)))
    .filter(number => number !== undefined)
  const dateOfBirth = claimed(dashed(given.NgayThangNamSinh), one => parseDateOfBirth(one, today, { minimumAge: 0 }))
  if (!fullName || idNumbers.length === 0 || (given.NgayThangNamSinh !== undefined && !dateOfBirth))
    return { kind: 'unusable', because: 'incomplete' }
  const phone = claimed(given.SoDienThoai, parsePhone)
  const email = claimed(given.ThuDienTu, parseEmail)
  const sex = sexes[given.GioiTinh ?? '']
  return {
    kind: 'read',
    person: {
      ...{ fullName, idNumbers: [...new Set(idNumbers)] },
      ...(dateOfBirth && { dateOfBirth }),
      ...(sex && { sex }),
      ...(phone && { phone }),
      ...(email && { email }),
    },
  }
}

function claimed<T>(claim: string | undefined, parse: (text: string) => Reading<T>): T | undefined {
  if (claim === undefined || claim.trim() === '') return undefined
  const reading = parse(claim)
  return reading.kind === 'ok' ? reading.value : undefined
}

/** `yyyyMMdd`, the form relying parties agreed on; without dashes it would read as day, month, year. */
function dashed(date: string | undefined): string | undefined {
  const parts = /^(\d{4})(\d{2})(\d{2})$/.exec(date?.trim() ?? '')
  return parts ? parts.slice(1).join('-') : undefined
}
