import { createHash } from 'node:crypto'
import { type Kysely, sql } from 'kysely'
import type { NationalTables, OidcRecordRow } from '../db/tables.ts'

/** Ids of records are bearer secrets (codes, tokens, the provider's session): only their hashes are stored. */
export function hashedId(id: string): Buffer {
  return createHash('sha256').update(id).digest()
}

export type OidcRecord = {
  model: string
  id: string
  payload: string
  uid: string | undefined
  grantId: string | undefined
  sessionId: string | undefined
  expiresAt: Date | undefined
}

type Key = { model: string; id: string; now: Date }
/** `idleSince`: sessions of the portal not seen since then are over. */
type Sought = Key & { idleSince: Date }

export function oidcRecordsStore(db: Kysely<NationalTables>) {
  return {
    async upsert(record: OidcRecord): Promise<void> {
      const values = {
        payload: record.payload,
        uid_hash: record.uid === undefined ? null : hashedId(record.uid),
        grant_id: record.grantId ?? null,
        expires_at: record.expiresAt ?? null,
      }
      const session = record.sessionId === undefined ? {} : { session_id: record.sessionId }
      await db
        .insertInto('oidc_records')
        .values({
          ...values,
          session_id: null,
          ...session,
          model: record.model,
          id_hash: hashedId(record.id),
          consumed_at: null,
        })
        .onConflict(conflict => conflict.columns(['model', 'id_hash']).doUpdateSet({ ...values, ...session }))
        .execute()
    },

    /** A live record; one bound to a session of the portal lives only while that session does. */
    async find({ model, id, ...at }: Sought): Promise<OidcRecordRow | undefined> {
      return live(db, at).where('model', '=', model).where('id_hash', '=', hashedId(id)).executeTakeFirst()
    },

    async findByUid({ model, id, ...at }: Sought): Promise<OidcRecordRow | undefined> {
      return live(db, at).where('model', '=', model).where('uid_hash', '=', hashedId(id)).executeTakeFirst()
    },

    /** Marks a one-time record as used; false when it was, or is gone. */
    async consume({ model, id, now }: Key): Promise<boolean> {
      const used = await db
        .updateTable('oidc_records')
        .set({ consumed_at: now })
        .where('model', '=', model)
        .where('id_hash', '=', hashedId(id))
        .where('consumed_at', 'is', null)
        .executeTakeFirst()
      return used.numUpdatedRows === 1n
    },

    async remove(model: string, id: string): Promise<void> {
      await db.deleteFrom('oidc_records').where('model', '=', model).where('id_hash', '=', hashedId(id)).execute()
    },

    async removeGrant(grantId: string): Promise<void> {
      await db.deleteFrom('oidc_records').where('grant_id', '=', grantId).execute()
    },

    async sweep(now: Date): Promise<void> {
      await db.deleteFrom('oidc_records').where('expires_at', '<', now).execute()
    },
  }
}

function live(db: Kysely<NationalTables>, { now, idleSince }: Pick<Sought, 'now' | 'idleSince'>) {
  return db
    .selectFrom('oidc_records')
    .selectAll()
    .where(eb => eb.or([eb('expires_at', 'is', null), eb('expires_at', '>', now)]))
    .where(
      sql<boolean>`(session_id is null or exists (
        select 1 from sessions where sessions.id = oidc_records.session_id
          and sessions.ended_at is null and sessions.ends_at > ${now}
          and sessions.last_seen_at > ${idleSince}))`,
    )
}
