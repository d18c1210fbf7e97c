import { after } from '@motcua/kit/clock.ts'
import { type Kysely, sql } from 'kysely'
import { z } from 'zod'
import type { SealingParts } from '../accounts/accounts-store.ts'
import type { NationalTables } from '../db/tables.ts'
import { type PromptContent, type PromptOutcome, promptContent, type SimPrompt } from './prompt.ts'
import type { PromptState, SimPromptRow } from './tables.ts'

/** What came of a prompt is there for so long after its end, for a page that was out of sight while its owner was at the phone. */
const KEPT_SECONDS = 3 * 60

export type NewPrompt = Omit<SimPrompt, 'transaction' | 'silentSince' | 'outcome'>
/** `was`: how it stood before it was taken to be looked at. */
export type DuePrompt = SimPrompt & { was: Exclude<PromptState, 'settled' | 'unsent'> }
export type OpenPromptRow = SimPrompt & { isCancelled: boolean }
export type StandingPrompt = OpenPromptRow & { isSettled: boolean }

/** Whose prompt it is, as far as one may join it. */
export type Asker = Pick<SimPrompt, 'phone' | 'browser'>
type Claim = { now: Date; lease: Date; most: number }

export function promptsStore(db: Kysely<NationalTables>, { sealer, index }: SealingParts) {
  const numberIndex = (phone: string) => index('sim-prompt', phone)
  const seal = (id: string, content: PromptContent) =>
    sealer.seal(JSON.stringify(z.encode(promptContent, content)), `sim_prompts:${id}`)

  function promptOf(row: SimPromptRow): SimPrompt {
    const prompt = opened(row)
    if (prompt === undefined) throw new Error(`prompt ${row.id} does not open`)
    return prompt
  }

  /** Undefined where its key is gone, or its form is of another version of this program. */
  function opened(row: SimPromptRow): SimPrompt | undefined {
    const text = sealer.unseal(row.sealed, `sim_prompts:${row.id}`)
    const content = text === undefined ? undefined : promptContent.safeParse(JSON.parse(text)).data
    return (
      content && {
        ...content,
        ...{ id: row.id, browser: row.browser, purpose: row.purpose, accountId: row.account_id ?? undefined },
        ...{ createdAt: row.created_at, expiresAt: row.expires_at },
      }
    )
  }

  /** Changed only as long as it stands so: whoever comes late changes nothing. */
  const standing = (id: string, state: PromptState) =>
    db.updateTable('sim_prompts').where('id', '=', id).where('state', '=', state)

  /** Frees the number first, where its time is over: what is written depends on what `freed` counts. False where it is not free. */
  async function insert(prompt: NewPrompt, state: PromptState): Promise<boolean> {
    const { id, phone, browser, purpose, accountId, createdAt, expiresAt, ...rest } = prompt
    const sealed = seal(id, { phone, ...rest })
    const inserted = await sql`
      with freed as (
        update sim_prompts set state = 'settled'
        where number_index = ${numberIndex(phone)} and state <> 'settled' and expires_at <= ${createdAt} returning id
      )
      insert into sim_prompts (id, number_index, browser, purpose, account_id, state, created_at, expires_at, next_look_at, sealed)
      select ${id}, ${numberIndex(phone)}, ${browser}, ${purpose}, ${accountId ?? null}::uuid, ${state},
        ${createdAt}::timestamptz, ${expiresAt}::timestamptz, ${createdAt}::timestamptz, ${sealed}
      from (select count(*) from freed) as counted
      on conflict do nothing`.execute(db)
    return inserted.numAffectedRows === 1n
  }

  return {
    /**
     * Keeps a prompt to be sent, if its number is free. Whether it was is told to nobody: whoever asks for a number that
     * is being asked already gets a page like any other, and its prompt never comes. To queue it would show the owner a
     * stranger's prompt right after their own, when they expect one; to refuse it would tell strangers when the owner is at
     * it, and so would another answer when they ask again or cancel: theirs is kept like any other.
     */
    async add(prompt: NewPrompt): Promise<void> {
      if (!(await insert(prompt, 'waiting'))) await insert(prompt, 'unsent')
    },

    /** What this browser has asked this number, as long as the number is not free again. */
    async openOf({ phone, browser }: Asker, now: Date): Promise<OpenPromptRow | undefined> {
      const row = await db
        .selectFrom('sim_prompts')
        .selectAll()
        .where('number_index', '=', numberIndex(phone))
        .where('state', '!=', 'settled')
        .where('browser', '=', browser)
        .where('expires_at', '>', now)
        .executeTakeFirst()
      return row && { ...promptOf(row), isCancelled: row.is_cancelled }
    },

    /** Until when the number is not free; undefined where it is. */
    async openAt(phone: string, now: Date): Promise<Date | undefined> {
      const row = await db
        .selectFrom('sim_prompts')
        .select('expires_at')
        .where('number_index', '=', numberIndex(phone))
        .where('state', 'not in', ['settled', 'unsent'])
        .where('expires_at', '>', now)
        .executeTakeFirst()
      return row?.expires_at
    },

    /**
     * Takes the prompts that are to be looked at, each for one process until `lease`: a waiting one is marked as being
     * sent before anybody sends it, so that after a crash nobody sends it again. One that does not open holds up no other.
     */
    async claim({ now, lease, most }: Claim): Promise<DuePrompt[]> {
      const claimed = await sql<SimPromptRow & Pick<DuePrompt, 'was'>>`
        update sim_prompts as prompt set next_look_at = ${lease},
          state = case when due.state = 'waiting' then 'sending' else due.state end
        from (
          select id, state from sim_prompts where state not in ('settled', 'unsent') and next_look_at <= ${now}
          order by next_look_at limit ${most} for update skip locked
        ) as due
        where prompt.id = due.id
        returning prompt.*, due.state as was`.execute(db)
      return claimed.rows.flatMap(row => {
        const prompt = opened(row)
        return prompt ? [{ ...prompt, was: row.was }] : []
      })
    },

    /** It is on the phone. */
    async sent({ id, ...prompt }: SimPrompt, nextLookAt: Date): Promise<void> {
      await standing(id, 'sending')
        .set({ state: 'sent', next_look_at: nextLookAt, sealed: seal(id, prompt) })
        .execute()
    },

    async lookAgain({ id, ...prompt }: SimPrompt, nextLookAt: Date): Promise<void> {
      await standing(id, 'sent')
        .set({ next_look_at: nextLookAt, sealed: seal(id, prompt) })
        .execute()
    },

    /** Nothing more comes of it than this; false where somebody else found an end before. */
    async settle({ id, ...prompt }: SimPrompt, outcome: PromptOutcome): Promise<boolean> {
      const settled = await db
        .updateTable('sim_prompts')
        .set({ state: 'settled', sealed: seal(id, { ...prompt, outcome }) })
        .where('id', '=', id)
        .where('state', '!=', 'settled')
        .executeTakeFirst()
      return settled.numUpdatedRows === 1n
    },

    /** How it stands, as long as it is kept. */
    async find(id: string, now: Date): Promise<StandingPrompt | undefined> {
      const row = await db
        .selectFrom('sim_prompts')
        .selectAll()
        .where('id', '=', id)
        .where('expires_at', '>', after(now, -KEPT_SECONDS))
        .executeTakeFirst()
      return row && { ...promptOf(row), isSettled: row.state === 'settled', isCancelled: row.is_cancelled }
    },

    /** Whoever asked wants it no more. On a phone it stays until it ends there, and the number with it; its browser is told so of any. */
    async cancel(id: string): Promise<void> {
      await db
        .updateTable('sim_prompts')
        .set({ is_cancelled: true, state: sql`case when state = 'waiting' then 'unsent' else state end` })
        .where('id', '=', id)
        .execute()
    },

    /** Uses up what came of it; false where it is used up, cancelled or gone: a prompt proves once, whoever shares it. */
    async consume(id: string): Promise<boolean> {
      const used = await db
        .deleteFrom('sim_prompts')
        .where('id', '=', id)
        .where('state', '=', 'settled')
        .where('is_cancelled', '=', false)
        .executeTakeFirst()
      return used.numDeletedRows === 1n
    },

    async sweep(now: Date): Promise<void> {
      await db.deleteFrom('sim_prompts').where('expires_at', '<=', after(now, -KEPT_SECONDS)).execute()
    },
  }
}
