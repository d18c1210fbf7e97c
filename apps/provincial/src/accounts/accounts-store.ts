import type { BlindIndex, Sealer } from '@motcua/kit/sealing.ts'
import type { Kysely } from 'kysely'
import type { AccountRow, AttributeRow, KeyKind, ProvincialTables } from '../db/tables.ts'
import type { Account, AttributeName, AttributeSource, Attributes } from './account.ts'

export type SealingParts = { sealer: Sealer; index: BlindIndex }

export type AccountKey = { kind: KeyKind; value: string; exclusive: boolean }

/** The kind of the blind index of what an account is found by. */
export const keyIndexKind = (kind: KeyKind) => `account-key:${kind}`
export const keyPlace = (accountId: string, kind: KeyKind) => `account_keys:${accountId}:${kind}`

export function accountsStore(db: Kysely<ProvincialTables>, { sealer, index }: SealingParts) {
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
    return { id: row.id, status: row.status, createdAt: row.created_at, attributes: attributesOf(rows) }
  }

  return {
    async insert({ id, createdAt }: { id: string; createdAt: Date }): Promise<void> {
      await db.insertInto('accounts').values({ id, status: 'active', created_at: createdAt }).execute()
    },

    /** Gives an account something to be found by; false when it is another account's alone. The database decides. */
    async claim(accountId: string, { kind, value, exclusive }: AccountKey): Promise<boolean> {
      const claimed = await db
        .insertInto('account_keys')
        .values({
          ...{ account_id: accountId, kind, exclusive, key_index: index(keyIndexKind(kind), value) },
          sealed: sealer.seal(value, keyPlace(accountId, kind)),
        })
        // Any conflict: claimed twice at once by one account, either unique rule may be the one that is met first.
        .onConflict(conflict => conflict.doNothing())
        .executeTakeFirst()
      return claimed.numInsertedOrUpdatedRows === 1n
    },

    /** Sets attributes, in place of what was known under their names. */
    async setAttributes(accountId: string, attributes: Attributes): Promise<void> {
      const rows = Object.entries(attributes).map(([name, attribute]) => ({
        ...{ account_id: accountId, name, source: attribute.source, verified: attribute.verified },
        ...{ sealed: sealer.seal(attribute.value, attributePlace(accountId, name)), obtained_at: attribute.obtainedAt },
      }))
      if (rows.length === 0) return
      await db
        .insertInto('account_attributes')
        .values(rows)
        .onConflict(conflict =>
          conflict.columns(['account_id', 'name']).doUpdateSet(({ ref }) => ({
            sealed: ref('excluded.sealed'),
            source: ref('excluded.source'),
            verified: ref('excluded.verified'),
            obtained_at: ref('excluded.obtained_at'),
          })),
        )
        .execute()
    },

    async find(id: string): Promise<Account | undefined> {
      return complete(await db.selectFrom('accounts').selectAll().where('id', '=', id).executeTakeFirst())
    },

    /** The accounts that any of these keys belongs to alone; more than one when a person's two numbers were opened apart. */
    async ownersOf(keys: Pick<AccountKey, 'kind' | 'value'>[]): Promise<string[]> {
      const owners = new Set<string>()
      for (const { kind, value } of keys) {
        const row = await db
          .selectFrom('account_keys')
          .select('account_id')
          .where('kind', '=', kind)
          .where('key_index', '=', index(keyIndexKind(kind), value))
          .where('exclusive', '=', true)
          .executeTakeFirst()
        if (row) owners.add(row.account_id)
      }
      return [...owners]
    },
  }
}

export type AccountsStore = ReturnType<typeof accountsStore>
