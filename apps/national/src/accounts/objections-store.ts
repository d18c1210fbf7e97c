import type { Kysely } from 'kysely'
import type { NationalTables, ObjectionRow } from '../db/tables.ts'
import type { SealingParts } from './accounts-store.ts'

/** Something done to an account that its holder may object to with a code, until then. */
export type Objectionable = {
  id: string
  accountId: string
  event: string
  code: string
  undo?: string
  until: Date
  now: Date
}

/** What is found under a code that may still be used. */
export type FoundObjection = { id: string; accountId: string; event: string; at: Date; undo: string | undefined }

export const objectionIndexKind = 'objection-code'
export const objectionPlace = (row: { id: string; account_id: string }) => `objections:${row.account_id}:${row.id}`

export function objectionsStore(db: Kysely<NationalTables>, { sealer, index }: SealingParts) {
  const undoPlace = (row: { id: string; account_id: string }) => `objections.undo:${row.account_id}:${row.id}`

  function foundOf(row: ObjectionRow): FoundObjection {
    const undo = row.undo === null ? undefined : sealer.unseal(row.undo, undoPlace(row))
    return { id: row.id, accountId: row.account_id, event: row.event, at: row.created_at, undo }
  }

  return {
    async insert({ id, accountId, event, code, undo, until, now }: Objectionable): Promise<void> {
      const row = { id, account_id: accountId }
      await db
        .insertInto('objections')
        .values({
          ...{ ...row, event, code_index: index(objectionIndexKind, code), created_at: now, until, objected_at: null },
          sealed: sealer.seal(code, objectionPlace(row)),
          undo: undo === undefined ? null : sealer.seal(undo, undoPlace(row)),
        })
        .execute()
    },

    /** What this code objects to, while it may. */
    async find(code: string, now: Date): Promise<FoundObjection | undefined> {
      const row = await db
        .selectFrom('objections')
        .selectAll()
        .where('code_index', '=', index(objectionIndexKind, code))
        .where('until', '>', now)
        .where('objected_at', 'is', null)
        .executeTakeFirst()
      return row && foundOf(row)
    },

    /** Marks all that may still be objected to as objected, newest first: of several at once one takes them. */
    async takeAll(accountId: string, now: Date): Promise<FoundObjection[]> {
      const rows = await db
        .updateTable('objections')
        .set({ objected_at: now })
        .where('account_id', '=', accountId)
        .where('until', '>', now)
        .where('objected_at', 'is', null)
        .returningAll()
        .execute()
      return rows.sort((a, b) => b.order - a.order).map(foundOf)
    },

    /** What may still be objected to. */
    async open(accountId: string, now: Date): Promise<FoundObjection[]> {
      const rows = await db
        .selectFrom('objections')
        .selectAll()
        .where('account_id', '=', accountId)
        .where('until', '>', now)
        .where('objected_at', 'is', null)
        .execute()
      return rows.map(foundOf)
    },

    /** Of these events, the one that may be objected to longest. */
    async lastOpen(
      accountId: string,
      { events, now }: { events: readonly string[]; now: Date },
    ): Promise<{ event: string; until: Date } | undefined> {
      return db
        .selectFrom('objections')
        .select(['event', 'until'])
        .where('account_id', '=', accountId)
        .where('event', 'in', events)
        .where('until', '>', now)
        .where('objected_at', 'is', null)
        .orderBy('until', 'desc')
        .limit(1)
        .executeTakeFirst()
    },

    /** The earliest event that was taken back while the account was locked as it is. */
    async firstObjected(accountId: string, since: Date): Promise<Date | undefined> {
      const row = await db
        .selectFrom('objections')
        .select(eb => eb.fn.min('created_at').as('at'))
        .where('account_id', '=', accountId)
        .where('objected_at', '>=', since)
        .executeTakeFirst()
      return row?.at ?? undefined
    },

    /** Removes what nobody can object to any more; what was objected to is in the trail. */
    async sweep(now: Date): Promise<void> {
      await db.deleteFrom('objections').where('until', '<=', now).where('objected_at', 'is', null).execute()
    },
  }
}
