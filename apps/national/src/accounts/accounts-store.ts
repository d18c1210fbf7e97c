import type { BlindIndex, Sealer } from '@motcua/kit/sealing.ts'
import type { Kysely } from 'kysely'
import type { AccountRow, AttributeRow, LockReason, NationalTables, NumberKind } from '../db/tables.ts'
import type {
  Account,
  Attribute,
  AttributeName,
  AttributeSource,
  Attributes,
  IdentityAssuranceLevel,
} from './account.ts'

export type SealingParts = { sealer: Sealer; index: BlindIndex }
/** Of all accounts at most one has it. */
export type AccountNumber = { kind: NumberKind; number: string }
export type NewAccount = Omit<Account, 'attributes' | 'status' | 'lock'>

/** The kind of the blind index of account numbers. */
export const numberIndexKind = (kind: NumberKind) => `account-number:${kind}`

export function accountsStore(db: Kysely<NationalTables>, { sealer, index }: SealingParts) {
  const attributePlace = (accountId: string, name: string) => `account_attributes:${accountId}:${name}`

  function attributesOf(rows: AttributeRow[]): Attributes {
    const attributes: Attributes = {}
    for (const row of rows) {
      const value = sealer.unseal(row.sealed, attributePlace(row.account_id, row.name))
      if (value === undefined) throw new Error(`attribute ${row.name} of account ${row.account_id} does not open`)
      const { verified, obtained_at: obtainedAt } = row
      attributes[row.name as AttributeName] = { value, verified, obtainedAt, source: row.source as AttributeSource }
    }
    return attributes
  }

  async function complete(row: AccountRow | undefined): Promise<Account | undefined> {
    if (!row) return undefined
    const rows = await db.selectFrom('account_attributes').selectAll().where('account_id', '=', row.id).execute()
    return {
      ...{ id: row.id, kind: row.kind, status: row.status, technicalId: row.technical_id, createdAt: row.created_at },
      ...(row.lock_reason && row.locked_at ? { lock: { reason: row.lock_reason, at: row.locked_at } } : {}),
      identityAssuranceLevel: row.identity_assurance_level as IdentityAssuranceLevel,
      attributes: attributesOf(rows),
    }
  }

  return {
    async insert(account: NewAccount): Promise<void> {
      await db
        .insertInto('accounts')
        .values({
          ...{ id: account.id, kind: account.kind, status: 'active', technical_id: account.technicalId },
          ...{ identity_assurance_level: account.identityAssuranceLevel, created_at: account.createdAt },
          last_used_at: account.createdAt,
        })
        .execute()
    },

    /** Claims a number for an account; false when another account has it. The database decides, also in a race. */
    async claimNumber(accountId: string, { kind, number }: AccountNumber): Promise<boolean> {
      const numberIndex = index(numberIndexKind(kind), number)
      const claimed = await db
        .insertInto('account_numbers')
        .values({
          ...{ number_index: numberIndex, account_id: accountId, kind },
          sealed: sealer.seal(number, `account_numbers:${accountId}:${kind}`),
        })
        .onConflict(conflict => conflict.column('number_index').doNothing())
        .executeTakeFirst()
      return claimed.numInsertedOrUpdatedRows === 1n
    },

    /** Takes a number back that the account was given by mistake. */
    async releaseNumber(accountId: string, { kind, number }: AccountNumber): Promise<void> {
      await db
        .deleteFrom('account_numbers')
        .where('account_id', '=', accountId)
        .where('number_index', '=', index(numberIndexKind(kind), number))
        .execute()
    },

    /** How well the account's person is known; false when it is not as it was any more. */
    async changeLevel(
      accountId: string,
      { from, to }: { from: IdentityAssuranceLevel; to: IdentityAssuranceLevel },
    ): Promise<boolean> {
      const changed = await db
        .updateTable('accounts')
        .set({ identity_assurance_level: to })
        .where('id', '=', accountId)
        .where('identity_assurance_level', '=', from)
        .executeTakeFirst()
      return changed.numUpdatedRows === 1n
    },

    async setAttributes(accountId: string, attributes: Attributes): Promise<void> {
      const rows = Object.entries(attributes).map(([name, attribute]) => ({
        ...{ account_id: accountId, name, source: attribute.source, verified: attribute.verified },
        ...{ sealed: sealer.seal(attribute.value, attributePlace(accountId, name)), obtained_at: attribute.obtainedAt },
      }))
      if (rows.length > 0) await db.insertInto('account_attributes').values(rows).execute()
    },

    /** Replaces what is known under this name, or adds it. */
    async putAttribute(accountId: string, name: AttributeName, attribute: Attribute): Promise<void> {
      const { source, verified, obtainedAt: obtained_at } = attribute
      const row = {
        source,
        verified,
        obtained_at,
        sealed: sealer.seal(attribute.value, attributePlace(accountId, name)),
      }
      await db
        .insertInto('account_attributes')
        .values({ ...row, account_id: accountId, name })
        .onConflict(conflict => conflict.columns(['account_id', 'name']).doUpdateSet(row))
        .execute()
    },

    async removeAttribute(accountId: string, name: AttributeName): Promise<void> {
      await db.deleteFrom('account_attributes').where('account_id', '=', accountId).where('name', '=', name).execute()
    },

    async find(id: string): Promise<Account | undefined> {
      return complete(await db.selectFrom('accounts').selectAll().where('id', '=', id).executeTakeFirst())
    },

    /** The id alone, for whoever must not spend more on a number that has an account than on one that has none. */
    async idOfNumber(kind: NumberKind, number: string): Promise<string | undefined> {
      const row = await db
        .selectFrom('account_numbers')
        .select('account_id')
        .where('number_index', '=', index(numberIndexKind(kind), number))
        .executeTakeFirst()
      return row?.account_id
    },

    /** The account a number belongs to. Only numbers that a source verified are here, so only they sign in. */
    async findByNumber(kind: NumberKind, number: string): Promise<Account | undefined> {
      const row = await db
        .selectFrom('accounts')
        .innerJoin('account_numbers', 'account_numbers.account_id', 'accounts.id')
        .selectAll('accounts')
        .where('account_numbers.number_index', '=', index(numberIndexKind(kind), number))
        .executeTakeFirst()
      return complete(row)
    },

    /**
     * Locks an active account; false when it is not active (any more). An objection also takes over a lock for lack of
     * use, which would open to any sign-in.
     */
    async lock(accountId: string, { reason, now }: { reason: LockReason; now: Date }): Promise<boolean> {
      const lockable = reason === 'objection' ? ['inactivity' as const] : []
      const locked = await db
        .updateTable('accounts')
        .set({ status: 'locked', lock_reason: reason, locked_at: now })
        .where('id', '=', accountId)
        .where(eb => eb.or([eb('status', '=', 'active'), ...lockable.map(weaker => eb('lock_reason', '=', weaker))]))
        .executeTakeFirst()
      return locked.numUpdatedRows === 1n
    },

    /** Opens an account that is still locked for this reason; false when it is not. */
    async unlock(accountId: string, reason: LockReason): Promise<boolean> {
      const unlocked = await db
        .updateTable('accounts')
        .set({ status: 'active', lock_reason: null, locked_at: null })
        .where('id', '=', accountId)
        .where('status', '=', 'locked')
        .where('lock_reason', '=', reason)
        .executeTakeFirst()
      return unlocked.numUpdatedRows === 1n
    },

    async accept(accountId: string, accepted: { document: string; version: string; textHash: string; at: Date }) {
      await db
        .insertInto('acceptances')
        .values({
          ...{ account_id: accountId, document: accepted.document, version: accepted.version },
          ...{ text_hash: accepted.textHash, accepted_at: accepted.at },
        })
        .execute()
    },
  }
}

export type AccountsStore = ReturnType<typeof accountsStore>
