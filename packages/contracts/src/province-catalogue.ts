import { z } from 'zod'

/**
 * What a province publishes to the national portal at `GET /api/catalogue`: the procedures it offers and the
 * agencies that receive them. Conditional: the answer carries an ETag, and a reader that sends it back in
 * `If-None-Match` (or the version in `?since=`) is answered 304 without a body (RFC 9110 §13.1.2).
 */
export const CATALOGUE_PATH = '/api/catalogue'

/** National procedure code `N.NNNNNN`, such as `1.001193`. */
export const NATIONAL_CODE = /^[1-9]\.\d{6}$/
/** A province's own code of a national procedure: the owner's organisation code appended (QCVN 102:2016/BTTTT). */
export const PROVINCIAL_CODE = /^[1-9]\.\d{6}\.\d{3}\.\d{2}\.\d{2}\.[A-Z]\d{2}$/
/** One online service of a procedure: its provincial code and a two-digit number. */
export const SERVICE_CODE = /^[1-9]\.\d{6}\.\d{3}\.\d{2}\.\d{2}\.[A-Z]\d{2}\.\d{2}$/
/** Agency code in the form of Decision 20/2020/QĐ-TTg, such as `H23.20.26`; at most 35 characters. */
export const AGENCY_CODE = /^(?=.{3,35}$)[A-Z]\d{2}(?:\.[A-Z0-9]{2,3})*$/

const FIELD_CODE = /^[a-z0-9]+(?:-[a-z0-9]+)*$/
/** Texts may hold anything readable, but no control characters. */
const text = (most: number) =>
  z
    .string()
    .min(1)
    .max(most)
    .regex(/^[^\p{Cc}]+$/u)

export const adminLevel = z.enum(['province', 'district', 'commune'])

export const provinceIdentity = z.strictObject({
  organizationCode: z.string().regex(/^[A-Z]\d{2}$/),
  gsoCode: z.string().regex(/^\d{2}$/),
  name: text(200),
})

const named = { code: z.string().regex(AGENCY_CODE), name: text(300) }

/** An agency of a district or commune names its place by GSO code (three or five digits); a department has none. */
export const catalogueAgency = z.discriminatedUnion('level', [
  z.strictObject({ ...named, level: z.literal('province') }),
  z.strictObject({ ...named, level: z.literal('district'), place: z.string().regex(/^\d{3}$/) }),
  z.strictObject({ ...named, level: z.literal('commune'), place: z.string().regex(/^\d{5}$/) }),
])

export const catalogueField = z.strictObject({ code: z.string().max(60).regex(FIELD_CODE), name: text(200) })

export const catalogueProcedure = z.strictObject({
  nationalCode: z.string().regex(NATIONAL_CODE),
  provincialCode: z.string().regex(PROVINCIAL_CODE),
  serviceCode: z.string().regex(SERVICE_CODE),
  name: text(500),
  field: z.string().max(60).regex(FIELD_CODE),
  /** The administrative level that receives the dossier: with the visitor's place it decides the agency. */
  level: adminLevel,
  /** 3: submitted online, paid and collected at the office; 4: wholly online (Decree 43/2011/NĐ-CP). */
  serviceLevel: z.union([z.literal(3), z.literal(4)]),
  /** Codes of the agencies that receive it, all of `level`; `all` means every agency of that level. */
  agencies: z.union([z.literal('all'), z.array(z.string().regex(AGENCY_CODE)).min(1).max(5_000)]),
  processingTime: text(500),
  fee: text(500),
  documents: z.array(text(500)).min(1).max(60),
  steps: z.array(text(1_000)).max(40).optional(),
  legalBasis: z.array(text(500)).max(60).optional(),
})

/** The body of `GET /api/catalogue`. Refused as a whole when any part contradicts another: see `contradictions`. */
export const provinceCatalogue = z
  .strictObject({
    province: provinceIdentity,
    /** Opaque; equal versions mean equal catalogues. Also the ETag, in quotes. */
    version: z.string().regex(/^[A-Za-z0-9_-]{8,128}$/),
    agencies: z.array(catalogueAgency).min(1).max(20_000),
    fields: z.array(catalogueField).min(1).max(500),
    procedures: z.array(catalogueProcedure).min(1).max(10_000),
  })
  .check(context => {
    for (const message of contradictions(context.value)) {
      context.issues.push({ code: 'custom', message, input: context.value.version })
    }
  })

export type AdminLevel = z.infer<typeof adminLevel>
export type ProvinceIdentity = z.infer<typeof provinceIdentity>
export type CatalogueAgency = z.infer<typeof catalogueAgency>
export type CatalogueField = z.infer<typeof catalogueField>
export type CatalogueProcedure = z.infer<typeof catalogueProcedure>
export type ProvinceCatalogue = z.infer<typeof provinceCatalogue>

/** What in a catalogue contradicts itself: doubled codes, references to nothing, codes of another province. */
export function contradictions(catalogue: ProvinceCatalogue): string[] {
  const { agencies, fields, procedures, province } = catalogue
  const levels = new Map(agencies.map(agency => [agency.code, agency.level]))
  const fieldCodes = new Set(fields.map(field => field.code))
  return [
    ...doubled('agency', agencies),
    ...doubled('field', fields),
    ...doubled(
      'procedure',
      procedures.map(procedure => ({ code: procedure.nationalCode })),
    ),
    ...agencies
      .filter(agency => agency.code.split('.')[0] !== province.organizationCode)
      .map(agency => `agency ${agency.code} is not of ${province.organizationCode}`),
    ...procedures.flatMap(procedure => contradictionsOf(procedure, { levels, fieldCodes, owner: province })),
  ]
}

type Surroundings = { levels: Map<string, AdminLevel>; fieldCodes: Set<string>; owner: ProvinceIdentity }

function contradictionsOf(procedure: CatalogueProcedure, { levels, fieldCodes, owner }: Surroundings): string[] {
  const { nationalCode, provincialCode, serviceCode, field, level, agencies } = procedure
  const found: string[] = []
  if (!provincialCode.startsWith(`${nationalCode}.`)) found.push(`${provincialCode} is not ${nationalCode}`)
  if (!provincialCode.endsWith(`.${owner.organizationCode}`)) found.push(`${provincialCode} is another province's`)
  if (!serviceCode.startsWith(`${provincialCode}.`)) found.push(`${serviceCode} is not of ${provincialCode}`)
  if (!fieldCodes.has(field)) found.push(`${nationalCode} is of the unknown field ${field}`)
  for (const code of agencies === 'all' ? [] : agencies) {
    if (levels.get(code) !== level) found.push(`${nationalCode} names ${code}, no agency of its level`)
  }
  return found
}

function doubled(what: string, rows: { code: string }[]): string[] {
  const seen = new Set<string>()
  return rows.flatMap(({ code }) => (seen.has(code) || !seen.add(code) ? [`${what} ${code} appears twice`] : []))
}

/** A small catalogue that keeps every rule. */
export const exampleCatalogue: ProvinceCatalogue = {
  province: { organizationCode: 'H23', gsoCode: '30', name: 'Tỉnh Hải Dương' },
  version: 'dWdvYy1raGFpLXNpbmg',
  agencies: [
    { code: 'H23.11', name: 'Sở Tư pháp', level: 'province' },
    { code: 'H23.20', name: 'UBND thành phố Hải Dương', level: 'district', place: '288' },
    { code: 'H23.20.26', name: 'UBND phường Lê Thanh Nghị', level: 'commune', place: '10534' },
  ],
  fields: [
    { code: 'ho-tich', name: 'Hộ tịch' },
    { code: 'ly-lich-tu-phap', name: 'Lý lịch tư pháp' },
  ],
  procedures: [
    {
      nationalCode: '1.001193',
      provincialCode: '1.001193.000.00.00.H23',
      serviceCode: '1.001193.000.00.00.H23.01',
      name: 'Đăng ký khai sinh',
      field: 'ho-tich',
      level: 'commune',
      serviceLevel: 4,
      agencies: 'all',
      processingTime: 'Ngay trong ngày tiếp nhận hồ sơ',
      fee: 'Miễn lệ phí khi đăng ký đúng hạn',
      documents: ['Tờ khai đăng ký khai sinh', 'Giấy chứng sinh'],
      legalBasis: ['Luật Hộ tịch 2014'],
    },
    {
      nationalCode: '2.000488',
      provincialCode: '2.000488.000.00.00.H23',
      serviceCode: '2.000488.000.00.00.H23.01',
      name: 'Cấp Phiếu lý lịch tư pháp cho công dân Việt Nam, người nước ngoài đang cư trú tại Việt Nam',
      field: 'ly-lich-tu-phap',
      level: 'province',
      serviceLevel: 3,
      agencies: ['H23.11'],
      processingTime: '10 ngày',
      fee: '200.000 đồng',
      documents: ['Tờ khai yêu cầu cấp Phiếu lý lịch tư pháp'],
    },
  ],
}
