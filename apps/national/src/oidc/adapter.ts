import type { Clock } from '@motcua/kit/clock.ts'
import type { Sealer } from '@motcua/kit/sealing.ts'
import type { Kysely } from 'kysely'
import type { Adapter, AdapterPayload } from 'oidc-provider'
import type { NationalTables, OidcRecordRow } from '../db/tables.ts'
import { oidcRecordsStore } from './records-store.ts'

export type AdapterParts = {
  db: Kysely<NationalTables>
  sealer: Sealer
  clock: Clock
  /** The portal session of the request being answered. */
  portalSessionId: () => Promise<string | undefined>
}

/**
 * The provider's storage. Its sessions are a view on the portal's: bound to the session of the browser they were made
 * in, and gone when that ends, together with every code and token made in it.
 */
export function oidcAdapter(model: string, { db, sealer, clock, portalSessionId }: AdapterParts): Adapter {
  const records = oidcRecordsStore(db)
  const place = `oidc_records:${model}`

  function payloadOf(row: OidcRecordRow | undefined): AdapterPayload | undefined {
    const text = row && sealer.unseal(row.payload, place)
    if (!row || text === undefined) return undefined
    const payload = JSON.parse(text) as AdapterPayload
    return row.consumed_at ? { ...payload, consumed: Math.floor(row.consumed_at.getTime() / 1000) } : payload
  }

  return {
    async upsert(id, payload, expiresIn) {
      const bound = model === 'Session' && payload.accountId !== undefined
      await records.upsert({
        ...{ model, id, payload: sealer.seal(JSON.stringify(payload), place) },
        ...{ uid: payload.uid, grantId: payload.grantId },
        sessionId: bound ? await portalSessionId() : undefined,
        expiresAt: expiresIn ? new Date(clock().getTime() + expiresIn * 1000) : undefined,
      })
    },
    async find(id) {
      return payloadOf(await records.find({ model, id, now: clock() }))
    },
    async findByUid(id) {
      return payloadOf(await records.findByUid({ model, id, now: clock() }))
    },
    async findByUserCode() {
      return undefined
    },
    async consume(id) {
      await records.consume({ model, id, now: clock() })
    },
    async destroy(id) {
      await records.remove(model, id)
    },
    async revokeByGrantId(grantId) {
      await records.removeGrant(grantId)
    },
  }
}
