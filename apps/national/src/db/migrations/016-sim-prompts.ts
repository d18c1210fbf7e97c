import { type Kysely, sql } from 'kysely'

/**
 * Prompts to signing SIMs, for two minutes and a little longer. A number has one open prompt at most, whoever asks: a
 * second one would stand on the phone beside the first, and its owner could not tell which page is theirs.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table sim_prompts (
      id uuid primary key, number_index bytea not null, browser bytea not null, purpose text not null,
      account_id uuid references accounts,
      state text not null check (state in ('waiting', 'sending', 'sent', 'settled', 'unsent')),
      is_cancelled boolean not null default false,
      created_at timestamptz not null, expires_at timestamptz not null, next_look_at timestamptz not null,
      sealed text not null
    )`.execute(db)
  // Unsent ones are kept for their own browser: they hold no number, and nobody looks at them.
  await sql`create unique index sim_prompts_open on sim_prompts (number_index)
    where state not in ('settled', 'unsent')`.execute(db)
  await sql`create index sim_prompts_due on sim_prompts (next_look_at)
    where state not in ('settled', 'unsent')`.execute(db)
  await sql`create index sim_prompts_of on sim_prompts (number_index, browser) where state <> 'settled'`.execute(db)
  await sql`create index sim_prompts_expired on sim_prompts (expires_at)`.execute(db)
  // Whose browser it is must be known before anybody has said who they are.
  await sql`create index known_browsers_of on known_browsers (browser, last_seen_at)`.execute(db)
}
