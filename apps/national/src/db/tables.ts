import type { SignInTables } from '@motcua/sign-in/tables.ts'
import type { Generated, Selectable } from 'kysely'
import type { ComplaintsTables } from '../complaints/tables.ts'
import type { NoticesTables } from '../notices/tables.ts'
import type { OrganizationsTables } from '../organizations/tables.ts'
import type { ProceduresTables } from '../procedures/tables.ts'
import type { SimPromptsTables } from '../sim-prompts/tables.ts'

/** The national portal's own tables (see migrations/). Columns ending in `_index` are blind indexes, `sealed` text is sealed. */
export type NationalTables = SignInTables &
  ProceduresTables &
  ComplaintsTables &
  NoticesTables &
  OrganizationsTables &
  SimPromptsTables & {
    accounts: AccountTable
    account_numbers: { number_index: Buffer; account_id: string; kind: NumberKind; sealed: string }
    account_attributes: AttributeTable
    handles: HandleTable
    objections: ObjectionTable
    acceptances: { account_id: string; document: string; version: string; text_hash: string; accepted_at: Date }
    oidc_records: OidcRecordTable
    consents: ConsentTable
    pairwise_subjects: { account_id: string; client_id: string; subject: string }
  }

/** What an organisation or person is known by; each number belongs to one account at most. */
export type NumberKind = 'person' | 'tax-code' | 'budget-code' | 'organization-code'

/** Who may unlock follows from it: the holder by a strong login, the holder by any login, the desk alone. */
export type LockReason = 'objection' | 'inactivity' | 'desk'

type AccountTable = {
  id: string
  kind: 'citizen' | 'enterprise' | 'agency'
  status: 'active' | 'locked' | 'disputed' | 'closed'
  /** Set while, and only while, the account is locked. */
  lock_reason: Generated<LockReason | null>
  locked_at: Generated<Date | null>
  last_used_at: Date
  inactivity_notices: Generated<number>
  inactivity_noticed_at: Generated<Date | null>
  identity_assurance_level: number
  technical_id: string
  created_at: Date
}

type AttributeTable = {
  account_id: string
  name: string
  sealed: string
  source: string
  verified: boolean
  obtained_at: Date
}

type HandleTable = {
  id: string
  account_id: string
  method: string
  handle_index: Buffer
  sealed: string
  is_default: boolean
  /** Whether the source that vouches for such handles said it is this person's (a phone in their own name). */
  verified: Generated<boolean>
  /** Whether it tells by itself whose account it is; then it is unique over all accounts. */
  identifies: Generated<boolean>
  detail: Generated<string | null>
  counter: Generated<number>
  created_at: Date
  last_used_at: Date | null
}

type ObjectionTable = {
  id: string
  /** In which order things happened, also within one moment. */
  order: Generated<number>
  account_id: string
  event: string
  code_index: Buffer
  sealed: string
  undo: string | null
  created_at: Date
  until: Date
  objected_at: Date | null
}

type OidcRecordTable = {
  model: string
  id_hash: Buffer
  payload: string
  uid_hash: Buffer | null
  grant_id: string | null
  session_id: string | null
  consumed_at: Date | null
  expires_at: Date | null
}

type ConsentTable = {
  account_id: string
  client_id: string
  text_version: string
  text_hash: string
  claims: string
  granted_at: Date
  withdrawn_at: Date | null
}

export type AccountRow = Selectable<AccountTable>
export type AttributeRow = Selectable<AttributeTable>
export type HandleRow = Selectable<HandleTable>
export type ObjectionRow = Selectable<ObjectionTable>
export type OidcRecordRow = Selectable<OidcRecordTable>
