import { after, type Clock } from '@motcua/kit/clock.ts'
import type { Sealer } from '@motcua/kit/sealing.ts'
import type { Kysely } from 'kysely'
import { type Adapter, type AdapterPayload, errors } from 'oidc-provider'
import type { NationalTables, OidcRecordRow } from '../db/tables.ts'
import { hashedId, oidcRecordsStore } from './records-store.ts'
import { whileReachable } from './unavailable.ts'

export type AdapterParts = {
  db: Kysely<NationalTables>
  sealer: Sealer
  clock: Clock
  /** How long a session of the portal may stay unused. */
  idleSeconds: number
  /** The portal session of the request being answered. */
  portalSessionId: () => Promise<string | undefined>
}

/**
 * The provider's storage. Its sessions are a view on the portal's: bound to the session of the browser they were made
 * in, and gone when that ends, together with every code and token made in it.
 */
export function oidcAdapter(model: string, parts: AdapterParts): Adapter {
  const { db, sealer, clock } = parts
  const records = oidcRecordsStore(db)
  const place = (idHash: Buffer) => `oidc_records:${model}:${idHash.toString('base64url')}`
  const at = () => ({ now: clock(), idleSince: after(clock(), -parts.idleSeconds) })

  function payloadOf(row: OidcRecordRow | undefined): AdapterPayload | undefined {
    const text = row && sealer.unseal(row.payload, place(row.id_hash))
    if (!row || text === undefined) return undefined
    const payload = JSON.parse(text) as AdapterPayload
    return row.consumed_at ? { ...payload, consumed: Math.floor(row.consumed_at.getTime() / 1000) } : payload
  }

  /** A provider's session that names somebody lives in one of the portal's; where there is none, it is over at once. */
  async function binding(payload: AdapterPayload, expiresIn: number | undefined) {
    const expiresAt = expiresIn ? after(clock(), expiresIn) : undefined
    if (model !== 'Session' || payload.accountId === undefined) return { sessionId: undefined, expiresAt }
    const sessionId = await parts.portalSessionId()
    return sessionId === undefined ? { sessionId, expiresAt: clock() } : { sessionId, expiresAt }
  }

  /**
   * The provider finds its session by a cookie of its own, which may be left from somebody who used this browser
   * before: it counts only beside the session of the portal that it lives in.
   */
  async function ofThisBrowser(row: OidcRecordRow | undefined): Promise<OidcRecordRow | undefined> {
    if (model !== 'Session' || !row?.session_id) return row
    return row.session_id === (await parts.portalSessionId()) ? row : undefined
  }

  /**
   * The provider has looked before whether a code was used; of several uses at once the database lets one pass. The
   * others revoke what it gave, as any later use does (RFC 6749 §4.1.2): without its grant no token is good.
   */
  async function consume(id: string): Promise<void> {
    if (await records.consume({ model, id, now: clock() })) return
    const grantId = (await records.find({ model, id, ...at() }))?.grant_id
    if (grantId) {
      await records.removeGrant(grantId)
      await records.remove('Grant', grantId)
    }
    throw new errors.InvalidGrant('used before')
  }

  return {
    upsert: (id, payload, expiresIn) =>
      whileReachable(async () => {
        const sealed = sealer.seal(JSON.stringify(payload), place(hashedId(id)))
        const { uid, grantId } = payload
        await records.upsert({ model, id, payload: sealed, uid, grantId, ...(await binding(payload, expiresIn)) })
      }),
    find: id => whileReachable(async () => payloadOf(await ofThisBrowser(await records.find({ model, id, ...at() })))),
    findByUid: id => whileReachable(async () => payloadOf(await records.findByUid({ model, id, ...at() }))),
    async findByUserCode() {
      return undefined
    },
    consume: id => whileReachable(() => consume(id)),
    destroy: id => whileReachable(() => records.remove(model, id)),
    revokeByGrantId: grantId => whileReachable(() => records.removeGrant(grantId)),
  }
}
