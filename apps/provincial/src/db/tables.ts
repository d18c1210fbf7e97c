import type { SignInTables } from '@motcua/sign-in/tables.ts'
import type { Selectable } from 'kysely'

/** A provincial portal's own tables (see migrations/). Columns ending in `_index` are blind indexes, `sealed` text is sealed. */
export type ProvincialTables = SignInTables & {
  accounts: AccountTable
  account_keys: AccountKeyTable
  account_attributes: AttributeTable
  account_links: { issuer: string; subject: string; account_id: string; linked_at: Date }
  national_sessions: { session_id: string; sealed: string }
  sso_requests: { state_hash: Buffer; browser: Buffer; sealed: string; expires_at: Date }
  sso_tickets: { ticket_hash: Buffer; browser: Buffer; sealed: string; expires_at: Date }
}

/** What an account is found by. A person may have two ID numbers; the other kinds occur once. */
export type KeyKind = 'id-number' | 'phone' | 'email' | 'login-name'

type AccountTable = { id: string; status: 'active' | 'locked' | 'closed'; created_at: Date }

/** `exclusive`: no other account may have it. Phones and e-mails are so once they are confirmed. */
type AccountKeyTable = { account_id: string; kind: KeyKind; key_index: Buffer; sealed: string; exclusive: boolean }

type AttributeTable = {
  account_id: string
  name: string
  sealed: string
  source: string
  verified: boolean
  obtained_at: Date
}

export type AccountRow = Selectable<AccountTable>
export type AttributeRow = Selectable<AttributeTable>
