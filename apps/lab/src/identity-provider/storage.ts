import type { Clock } from '@motcua/kit/clock.ts'
import type { Adapter, AdapterFactory, AdapterPayload } from 'oidc-provider'

const MOST = 5_000

type Kept = { payload: AdapterPayload; until: number }

/**
 * A provider's storage in memory. Its own sessions are never found again: whoever plays another persona in the same
 * browser must be asked to sign in, so every authorization begins anew.
 */
export function memoryStorage(clock: Clock): AdapterFactory {
  const records = new Map<string, Kept>()
  return model => adapter(model, records, clock)
}

function adapter(model: string, records: Map<string, Kept>, clock: Clock): Adapter {
  const now = () => clock().getTime() / 1000
  const kept = (id: string) => {
    const record = records.get(`${model} ${id}`)
    return record !== undefined && record.until > now() ? record.payload : undefined
  }
  return {
    async upsert(id, payload, expiresIn) {
      if (model === 'Session') return
      records.set(`${model} ${id}`, { payload, until: now() + (expiresIn || Number.POSITIVE_INFINITY) })
      const [oldest] = records.keys()
      if (records.size > MOST && oldest !== undefined) records.delete(oldest)
    },
    async find(id) {
      return kept(id)
    },
    async findByUid() {
      return undefined
    },
    async findByUserCode() {
      return undefined
    },
    async consume(id) {
      const payload = kept(id)
      if (payload !== undefined) payload.consumed = Math.floor(now())
    },
    async destroy(id) {
      records.delete(`${model} ${id}`)
    },
    async revokeByGrantId(grantId) {
      for (const [key, { payload }] of records) if (payload.grantId === grantId) records.delete(key)
    },
  }
}
