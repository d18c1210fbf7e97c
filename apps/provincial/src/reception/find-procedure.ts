import { type DeepLink, readDeepLink } from '@motcua/contracts/deep-link.ts'
import type { CatalogueAgency, CatalogueProcedure } from '@motcua/contracts/province-catalogue.ts'
import { type Catalogue, receives } from '../procedures/catalogue.ts'

export type Found =
  | { kind: 'found'; link: DeepLink; procedure: CatalogueProcedure; agency: CatalogueAgency; fieldName: string }
  /** No procedure was named at all: the visitor has yet to choose one. */
  | { kind: 'none-chosen' }
  | { kind: 'refused' }
  | { kind: 'unknown'; code: string }
  | { kind: 'wrong-agency'; procedure: CatalogueProcedure }

/** The procedure and agency that a deep link names, as this province offers them. */
export function findProcedure(catalogue: Catalogue, query: Record<string, unknown>): Found {
  if (query.MaTTHCDP === undefined && query.MaCoQuanThucHien === undefined) return { kind: 'none-chosen' }
  const reading = readDeepLink(query)
  if (reading.kind === 'refused') return { kind: 'refused' }
  const { link } = reading
  const procedure = catalogue.procedure(link.provincialCode)
  if (!procedure) return { kind: 'unknown', code: link.provincialCode }
  const agency = catalogue.agency(link.agencyCode)
  if (!agency || !receives(agency, procedure)) return { kind: 'wrong-agency', procedure }
  return { kind: 'found', link, procedure, agency, fieldName: catalogue.fieldName(procedure.field) }
}
