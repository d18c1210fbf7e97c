import { type Kysely, sql } from 'kysely'

/** Prompts that are kept for their own browser and never sent: they hold no number, and nobody looks at them. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table sim_prompts drop constraint sim_prompts_state_check,
      add constraint sim_prompts_state_check check (state in ('waiting', 'sending', 'sent', 'settled', 'unsent'))`.execute(
    db,
  )
  await sql`drop index sim_prompts_open, sim_prompts_due`.execute(db)
  await sql`create unique index sim_prompts_open on sim_prompts (number_index)
    where state not in ('settled', 'unsent')`.execute(db)
  await sql`create index sim_prompts_due on sim_prompts (next_look_at)
    where state not in ('settled', 'unsent')`.execute(db)
  await sql`create index sim_prompts_of on sim_prompts (number_index, browser) where state <> 'settled'`.execute(db)
}
