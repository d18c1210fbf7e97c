import type { ProvinceCatalogue } from '@motcua/contracts/province-catalogue.ts'

/**
 * Asks a province for its catalogue. `held` is the version already here. `garbage` is an answer that breaks the
 * contract, `unavailable` everything that lets one hope for the next attempt.
 */
export type CatalogueSource = (url: string, held: string | undefined) => Promise<CatalogueAnswer>

export type CatalogueAnswer =
  | { kind: 'changed'; catalogue: ProvinceCatalogue }
  | { kind: 'unchanged' }
  | { kind: 'unavailable'; cause: string }
  | { kind: 'garbage'; cause: string }

/** A province whose portal is connected. `portalUrl` is its origin as visitors see it; deep links go nowhere else. */
export type ConnectedProvince = {
  gsoCode: string
  organizationCode: string
  name: string
  portalUrl: string
  /** Where the catalogue is read; may be an inner address. */
  catalogueUrl: string
}
