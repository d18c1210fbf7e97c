import type { AdminLevel, CatalogueProcedure } from '@motcua/contracts/province-catalogue.ts'
import type { JSONColumnType } from 'kysely'

/** What the provinces publish, as stored (see db/migrations/010-procedures.ts). `province` is a two-digit GSO code. */
export type ProceduresTables = {
  catalogue_state: {
    province: string
    organization_code: string
    name: string
    version: string | null
    replaced_at: Date | null
    checked_at: Date
    outcome: CheckOutcome
  }
  fields: { province: string; code: string; name: string; position: number }
  agencies: { province: string; code: string; name: string; level: AdminLevel; place: string | null }
  procedures: {
    province: string
    national_code: string
    provincial_code: string
    service_code: string
    name: string
    /** The name folded for searching: lower case, no diacritics, words apart by one space. */
    search_key: string
    field: string
    /** The catalogue's own order. */
    position: number
    level: AdminLevel
    service_level: number
    /** Null: every agency of the level receives it. */
    agencies: string[] | null
    details: JSONColumnType<ProcedureDetails>
  }
}

export type CheckOutcome = 'replaced' | 'unchanged' | 'unavailable' | 'garbage'
export type ProcedureDetails = Pick<CatalogueProcedure, 'processingTime' | 'fee' | 'documents' | 'steps' | 'legalBasis'>
