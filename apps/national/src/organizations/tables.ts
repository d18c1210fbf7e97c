/** The directory of state organisations as last imported (see db/migrations/015-organizations.ts). */
export type OrganizationsTables = {
  organizations: {
    code: string
    name: string
    governing_unit: string | null
    address: string | null
    /** 10 or 13 digits. */
    tax_code: string | null
    budget_code: string | null
  }
}
