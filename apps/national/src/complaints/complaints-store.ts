import type { BlindIndex, Sealer } from '@motcua/kit/sealing.ts'
import { type Kysely, type Selectable, sql, type Transaction } from 'kysely'
import { z } from 'zod'
import type { NationalTables } from '../db/tables.ts'
import { type ComplaintState, contactChannels, contactOf, statement } from './complaint.ts'
import type { ComplaintsTables } from './tables.ts'

/** What is sealed with a case. */
const sealedCase = z.object({ code: z.string(), statement, confirmed: z.enum(contactChannels) })
type SealedCase = z.infer<typeof sealedCase>

export type Complaint = SealedCase & { id: string; state: ComplaintState; language: 'vi' | 'en'; createdAt: Date }
export type NewComplaint = SealedCase & { id: string; language: 'vi' | 'en'; createdAt: Date }
/** A step of a case, with what the desk says to the complainant, if anything. */
export type ComplaintEvent = { state: ComplaintState; at: Date }

type StoreParts = { sealer: Sealer; index: BlindIndex }

const place = (id: string) => `complaints.sealed:${id}`

export function complaintsStore(db: Kysely<NationalTables> | Transaction<NationalTables>, parts: StoreParts) {
  const { sealer, index } = parts

  function opened(row: Selectable<ComplaintsTables['complaints']> | undefined): Complaint | undefined {
    const text = row && sealer.unseal(row.sealed, place(row.id))
    if (!row || text === undefined) return undefined
    const { id, state, language, created_at: createdAt } = row
    return { ...sealedCase.parse(JSON.parse(text)), id, state, language, createdAt }
  }

  function indexesOf({ code, statement, confirmed }: SealedCase) {
    return {
      receipt_index: index('complaint-receipt', code),
      contested_index: index('contested-number', statement.idNumber),
      contact_index: index('complaint-contact', contactOf(statement, confirmed)),
    }
  }

  return {
    /**
     * Opens a case and its timeline, unless as many about the same number from the same confirmed contact are undecided
     * as may be: strangers who complain of a number close the form to nobody else. To be called in a transaction: cases
     * about one number pass here one after the other.
     */
    async open(complaint: NewComplaint, mostOpen: number): Promise<'opened' | 'too-many'> {
      const { id, language, createdAt: at, ...sealed } = complaint
      const { contested_index: contested, contact_index: contact, ...found } = indexesOf(complaint)
      await sql`select pg_advisory_xact_lock(${String(contested.readBigInt64BE())}::bigint)`.execute(db)
      const { open } = await db
        .selectFrom('complaints')
        .select(eb => eb.fn.countAll<number>().as('open'))
        .where('contested_index', '=', contested)
        .where('contact_index', '=', contact)
        .where('state', '!=', 'resolved')
        .executeTakeFirstOrThrow()
      if (open >= mostOpen) return 'too-many'
      await db
        .insertInto('complaints')
        .values({
          ...{ id, ...found, contested_index: contested, contact_index: contact },
          ...{ state: 'received', matter: complaint.statement.matter, language, created_at: at },
          sealed: sealer.seal(JSON.stringify(sealed), place(id)),
        })
        .execute()
      await db
        .insertInto('complaint_events')
        .values({ complaint_id: id, at, state: 'received', sealed: null })
        .execute()
      return 'opened'
    },

    async find(id: string): Promise<Complaint | undefined> {
      return opened(await db.selectFrom('complaints').selectAll().where('id', '=', id).executeTakeFirst())
    },

    async findByCode(code: string): Promise<Complaint | undefined> {
      const receipt = index('complaint-receipt', code)
      return opened(
        await db.selectFrom('complaints').selectAll().where('receipt_index', '=', receipt).executeTakeFirst(),
      )
    },

    /** What the case went through, oldest first. */
    async timeline(id: string): Promise<ComplaintEvent[]> {
      return db
        .selectFrom('complaint_events')
        .select(['state', 'at'])
        .where('complaint_id', '=', id)
        .orderBy('id')
        .execute()
    },

    /** Computes the blind indexes anew after a change of their key; how many cases changed. */
    async reindex(): Promise<number> {
      const rows = await db.selectFrom('complaints').selectAll().execute()
      for (const row of rows) {
        const complaint = opened(row)
        if (!complaint) throw new Error('a complaint does not open; the index key cannot be changed without it')
        await db.updateTable('complaints').set(indexesOf(complaint)).where('id', '=', row.id).execute()
      }
      return rows.length
    },
  }
}
