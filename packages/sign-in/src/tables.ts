import type { ColumnType, Generated, Kysely, Selectable, Transaction } from 'kysely'

/** The tables this package brings; every app's schema contains them (see migrations.ts). */
export type SignInTables = {
  flows: FlowTable
  counters: CounterTable
  spent_captchas: { nonce: Buffer; expires_at: Date }
  sessions: SessionTable
  /** Made by each app beside its accounts, since it refers to them. */
  passwords: { account_id: string; hash: string; changed_at: Date }
  /** Made by each app beside what it indexes. */
  index_keys: { purpose: string; key_id: string }
  known_browsers: { account_id: string; browser: Buffer; first_seen_at: Date; last_seen_at: Date }
  audit: AuditTable
}

type FlowTable = {
  id: string
  kind: string
  browser: Buffer
  version: number
  held_until: Date | null
  state: string
  created_at: Date
  expires_at: Date
  ended_at: Date | null
}

type CounterTable = { bucket: Buffer; count: number; strikes: number; window_ends: Date; blocked_until: Date | null }

type SessionTable = {
  id: string
  token_hash: Buffer
  account_id: string
  methods: string
  browser: Buffer
  place: string
  device: string
  created_at: Date
  authenticated_at: Date
  last_seen_at: Date
  ends_at: Date
  ended_at: Date | null
  end_reason: string | null
}

type AuditTable = {
  id: Generated<number>
  at: Date
  event: string
  account_id: string | null
  session_id: string | null
  details: string
  hash: ColumnType<Buffer | null, Buffer | null | undefined, Buffer | null>
}

export type FlowRow = Selectable<FlowTable>
export type SessionRow = Selectable<SessionTable>
export type AuditRow = Selectable<AuditTable>

/** An app's database seen as the part this package knows. Every app's schema contains these tables. */
export function signInTables<Tables extends SignInTables>(
  db: Kysely<Tables> | Transaction<Tables>,
): Kysely<SignInTables> {
  return db as unknown as Kysely<SignInTables>
}
