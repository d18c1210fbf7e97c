import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import {
  type CatalogueAgency,
  type CatalogueProcedure,
  catalogueAgency,
  catalogueField,
  catalogueProcedure,
  type ProvinceCatalogue,
  type ProvinceIdentity,
  provinceCatalogue,
} from '@motcua/contracts/province-catalogue.ts'
import { z } from 'zod'
import type { Province } from './province.ts'

/** Whether a code is the national catalogue's own, or stands in for one in demonstrations. */
const codeSource = z.enum(['published', 'demonstration'])

/** The file a province keeps: its own codes follow from the national code, so they are not written there. */
const catalogueFile = z.strictObject({
  agencies: z.array(catalogueAgency),
  fields: z.array(catalogueField),
  procedures: z.array(
    z.strictObject({ ...catalogueProcedure.omit({ provincialCode: true, serviceCode: true }).shape, codeSource }),
  ),
})

export type Catalogue = {
  /** As `GET /api/catalogue` gives it. */
  published: ProvinceCatalogue
  /** By national code or by the province's own. */
  procedure(code: string): CatalogueProcedure | undefined
  agency(code: string): CatalogueAgency | undefined
  fieldName(code: string): string
  /** The agencies that receive a procedure, in the catalogue's order. */
  receivers(procedure: CatalogueProcedure): CatalogueAgency[]
}

/** Reads and checks the province's catalogue; its version is the hash of what is published. Throws on any contradiction. */
export async function loadCatalogue({
  province,
  catalogue,
}: Pick<Province, 'province' | 'catalogue'>): Promise<Catalogue> {
  const file = catalogueFile.parse(JSON.parse(await readFile(catalogue, 'utf8')))
  const content = {
    province,
    agencies: file.agencies,
    fields: file.fields,
    procedures: file.procedures.map(({ codeSource: _, ...procedure }) => withOwnCodes(procedure, province)),
  }
  const version = createHash('sha256').update(JSON.stringify(content)).digest('base64url')
  return catalogueOf(provinceCatalogue.parse({ ...content, version }))
}

/** The provincial code names the province's People's Committee as owner (QCVN 102:2016/BTTTT: `000.00.00` below it). */
function withOwnCodes(
  procedure: Omit<CatalogueProcedure, 'provincialCode' | 'serviceCode'>,
  { organizationCode }: ProvinceIdentity,
): CatalogueProcedure {
  const provincialCode = `${procedure.nationalCode}.000.00.00.${organizationCode}`
  return { ...procedure, provincialCode, serviceCode: `${provincialCode}.01` }
}

export function catalogueOf(published: ProvinceCatalogue): Catalogue {
  const procedures = new Map(
    published.procedures.flatMap(one => [
      [one.nationalCode, one],
      [one.provincialCode, one],
    ]),
  )
  const agencies = new Map(published.agencies.map(one => [one.code, one]))
  const fields = new Map(published.fields.map(one => [one.code, one.name]))
  return {
    published,
    procedure: code => procedures.get(code),
    agency: code => agencies.get(code),
    fieldName: code => fields.get(code) ?? code,
    receivers: procedure => published.agencies.filter(agency => receives(agency, procedure)),
  }
}

/** Whether an agency may receive a dossier of this procedure. */
export function receives(agency: CatalogueAgency, { level, agencies }: CatalogueProcedure): boolean {
  return agency.level === level && (agencies === 'all' || agencies.includes(agency.code))
}
