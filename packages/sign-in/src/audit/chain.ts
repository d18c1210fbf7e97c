import { createHash } from 'node:crypto'
import type { Kysely } from 'kysely'
import type { AuditRow, SignInTables } from '../tables.ts'
import { auditStore } from './audit-store.ts'

const BATCH = 500

/**
 * Links up to 500 new rows of the trail to the chain and returns how many; run by a job until it returns 0, so that
 * writers never wait for each other. @throws when a writer's transaction stays open for more than a second.
 */
export async function chainAudit(db: Kysely<SignInTables>): Promise<number> {
  return db.transaction().execute(async tx => {
    const trail = auditStore(tx)
    await trail.lock()
    const { before, rows } = await trail.unchained(BATCH)
    let hash = before
    const links = rows.map(row => {
      hash = linkOf(hash, row)
      return { id: row.id, hash }
    })
    await trail.link(links)
    return rows.length
  })
}

export type ChainCheck = { kind: 'whole'; rows: number } | { kind: 'broken'; at: number }

/** Recomputes the chain from its beginning and names the first row that does not fit. */
export async function checkAuditChain(db: Kysely<SignInTables>): Promise<ChainCheck> {
  let hash: Buffer = Buffer.alloc(32)
  let checked = 0
  for (let id = Number.MIN_SAFE_INTEGER; ; ) {
    const rows = await auditStore(db).chained(id, BATCH)
    if (rows.length === 0) return { kind: 'whole', rows: checked }
    for (const row of rows) {
      hash = linkOf(hash, row)
      if (!row.hash?.equals(hash)) return { kind: 'broken', at: row.id }
      id = row.id
      checked++
    }
  }
}

function linkOf(before: Buffer, row: AuditRow): Buffer {
  const fields = [row.id, row.at.toISOString(), row.event, row.account_id, row.session_id, row.details]
  return createHash('sha256').update(before).update(JSON.stringify(fields)).digest()
}
