import type { Outbox } from '@motcua/kit/jobs.ts'
import type { Sealer } from '@motcua/kit/sealing.ts'
import { CompiledQuery } from 'kysely'
import type { NoticeWords } from './notices-store.ts'
import type { NoticeRow } from './tables.ts'

type Executor = Parameters<Outbox['enqueue']>[0]

/** What the notice that a job names says to whom, so that a test need not open it. */
export async function openedNotice(tx: Executor, { payload, sealer }: { payload: unknown; sealer: Sealer }) {
  const { id } = payload as { id: string }
  const { rows } = await tx.executeQuery(CompiledQuery.raw('select * from notices where id = $1', [id]))
  const row = rows[0] as NoticeRow
  const { objectionCode: code, values = {}, ...words } = JSON.parse(unsealed(sealer, row, 'words')) as NoticeWords
  return { to: unsealed(sealer, row, 'address'), kind: row.kind, ...words, code, values }
}

/** Address or words of a notice; empty once they are erased. */
export function unsealed(sealer: Sealer, row: NoticeRow, what: 'address' | 'words'): string {
  return sealer.unseal(row[`sealed_${what}`] ?? '', `notices:${row.id}:${what}`) ?? ''
}
