import type { Transaction } from 'kysely'
import type { NationalTables } from '../db/tables.ts'
import type { Write } from './method.ts'

/** What a method wants saved, as a flow's own write: it has no other move to make instead. */
export function saving(writes: Write | undefined) {
  return async (tx: Transaction<NationalTables>): Promise<undefined> => {
    await writes?.(tx)
  }
}
