import { type Random, randomUuid } from '@motcua/kit/random.ts'
import { type Kysely, sql } from 'kysely'
import type { HandleRow, NationalTables } from '../db/tables.ts'
import type { SealingParts } from './accounts-store.ts'

/** What an account proves itself with: a phone for codes, a TOTP secret, a passkey … */
export type Handle = {
  id: string
  accountId: string
  /** The id of the method that knows what the value is. */
  method: string
  /** In the method's canonical form; a handle is found by it. */
  value: string
  /** What the method keeps beside it. */
  detail?: string | undefined
  isDefault: boolean
  /** Whether a source says it is this person's own. */
  verified: boolean
  /** Whether it tells by itself whose account it is; then no second account may have it. */
  identifies: boolean
  counter: number
  createdAt: Date
  lastUsedAt?: Date | undefined
}

export type NewHandle = Pick<Handle, 'accountId' | 'method' | 'value' | 'createdAt'> &
  Partial<Pick<Handle, 'detail' | 'isDefault' | 'verified' | 'identifies' | 'counter'>> & { id?: string | undefined }

/** `taken`: another account proves itself with it, or this one does already. */
export type HandleAdded = { kind: 'added'; id: string } | { kind: 'taken' }

export const handleIndexKind = (method: string) => `handle:${method}`

export function handlesStore(db: Kysely<NationalTables>, { sealer, index }: SealingParts) {
  const place = (accountId: string, id: string) => `handles:${accountId}:${id}`
  const detailPlace = (accountId: string, id: string) => `handles.detail:${accountId}:${id}`

  function handleOf(row: HandleRow): Handle {
    const value = sealer.unseal(row.sealed, place(row.account_id, row.id))
    const detail = row.detail === null ? undefined : sealer.unseal(row.detail, detailPlace(row.account_id, row.id))
    if (value === undefined || (row.detail !== null && detail === undefined))
      throw new Error(`handle ${row.id} does not open`)
    return {
      ...{ id: row.id, accountId: row.account_id, method: row.method, value, detail },
      ...{ isDefault: row.is_default, verified: row.verified, identifies: row.identifies, counter: row.counter },
      ...{ createdAt: row.created_at, lastUsedAt: row.last_used_at ?? undefined },
    }
  }

  function rowOf(id: string, handle: NewHandle) {
    const { accountId, method, value, detail } = handle
    return {
      ...{ id, account_id: accountId, method, is_default: handle.isDefault ?? false },
      ...{ verified: handle.verified ?? true, identifies: handle.identifies ?? false, counter: handle.counter ?? 0 },
      handle_index: index(handleIndexKind(method), value),
      sealed: sealer.seal(value, place(accountId, id)),
      detail: detail === undefined ? null : sealer.seal(detail, detailPlace(accountId, id)),
      ...{ created_at: handle.createdAt, last_used_at: null },
    }
  }

  return {
    /** Adds a handle unless one of the unique rules stands against it; the database decides, also in a race. */
    async add(random: Random, handle: NewHandle): Promise<HandleAdded> {
      const id = handle.id ?? randomUuid(random)
      const added = await db
        .insertInto('handles')
        .values(rowOf(id, handle))
        .onConflict(conflict => conflict.doNothing())
        .executeTakeFirst()
      return added.numInsertedOrUpdatedRows === 1n ? { kind: 'added', id } : { kind: 'taken' }
    },

    /** The account's handles, of one method where it is named: the default one first, then the oldest. */
    async list(accountId: string, method?: string): Promise<Handle[]> {
      const all = db
        .selectFrom('handles')
        .selectAll()
        .where('account_id', '=', accountId)
        .orderBy('is_default', 'desc')
        .orderBy('created_at')
        .orderBy('id')
      return (await (method === undefined ? all : all.where('method', '=', method)).execute()).map(handleOf)
    },

    async find(accountId: string, id: string): Promise<Handle | undefined> {
      const row = await db
        .selectFrom('handles')
        .selectAll()
        .where('id', '=', id)
        .where('account_id', '=', accountId)
        .executeTakeFirst()
      return row && handleOf(row)
    },

    /** The handle that identifies somebody by this value. */
    async identified(method: string, value: string): Promise<Handle | undefined> {
      const row = await db
        .selectFrom('handles')
        .selectAll()
        .where('method', '=', method)
        .where('handle_index', '=', index(handleIndexKind(method), value))
        .where('identifies', '=', true)
        .executeTakeFirst()
      return row && handleOf(row)
    },

    /**
     * How many other accounts have this value. Until the transaction ends nobody else counts the same one, so that
     * several adding it at once are counted one after another.
     */
    async countElsewhere(accountId: string, { method, value }: { method: string; value: string }): Promise<number> {
      const handleIndex = index(handleIndexKind(method), value)
      await sql`select pg_advisory_xact_lock(${handleIndex.readInt32BE(0)}, ${handleIndex.readInt32BE(4)})`.execute(db)
      const { accounts } = await db
        .selectFrom('handles')
        .select(eb => eb.fn.count<number>('account_id').distinct().as('accounts'))
        .where('method', '=', method)
        .where('handle_index', '=', handleIndex)
        .where('account_id', '!=', accountId)
        .executeTakeFirstOrThrow()
      return accounts
    },

    /**
     * Until the transaction ends nobody else adds to, takes from or rearranges this account's handles: so two people
     * who each remove one of the last two are two in a row.
     */
    async hold(accountId: string): Promise<void> {
      await db.selectFrom('accounts').select('id').where('id', '=', accountId).forNoKeyUpdate().execute()
    },

    /** Makes one handle of its method the default. */
    async makeDefault(accountId: string, { id, method }: { id: string; method: string }): Promise<void> {
      await this.hold(accountId)
      const own = db.updateTable('handles').where('account_id', '=', accountId).where('method', '=', method)
      await own.set({ is_default: false }).where('is_default', '=', true).execute()
      await own.set({ is_default: true }).where('id', '=', id).execute()
    },

    /** Removes a handle; false when it is gone already: of several who use it up at once one succeeds. */
    async remove(accountId: string, id: string): Promise<boolean> {
      const removed = await db
        .deleteFrom('handles')
        .where('account_id', '=', accountId)
        .where('id', '=', id)
        .executeTakeFirst()
      return removed.numDeletedRows === 1n
    },

    /** A source says that it is this person's own. */
    async verify(id: string): Promise<void> {
      await db.updateTable('handles').set({ verified: true }).where('id', '=', id).execute()
    },

    async used(id: string, now: Date): Promise<void> {
      await db.updateTable('handles').set({ last_used_at: now }).where('id', '=', id).execute()
    },

    /** Raises the counter; false when it stands there or higher already: what it counts was used before. */
    async raise(id: string, counter: number): Promise<boolean> {
      const raised = await db
        .updateTable('handles')
        .set({ counter })
        .where('id', '=', id)
        .where('counter', '<', counter)
        .executeTakeFirst()
      return raised.numUpdatedRows === 1n
    },
  }
}
