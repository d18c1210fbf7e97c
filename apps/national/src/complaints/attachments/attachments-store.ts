import { createHash } from 'node:crypto'
import { after, type Clock } from '@motcua/kit/clock.ts'
import { type Random, randomUuid } from '@motcua/kit/random.ts'
import type { BlindIndex, Sealer } from '@motcua/kit/sealing.ts'
import { type Kysely, sql } from 'kysely'
import type { NationalTables } from '../../db/tables.ts'
import type { AttachmentKind } from './attachment-kind.ts'

/** Whose unfinished form a file was uploaded to. Both: an id alone, seen over a shoulder, opens nothing. */
export type Owner = { flowId: string; browser: Buffer }
export type Attachment = { id: string; name: string; kind: AttachmentKind; size: number }
export type NewAttachment = { owner: Owner; place: string; kind: AttachmentKind; name: string; content: Buffer }
export type Ceilings = { most: number; bytesTogether: number; waitingBytesPerPlace: number; waitingBytes: number }
export type Holding = 'held' | 'too-many' | 'too-much' | 'full'

export type AttachmentParts = { sealer: Sealer; index: BlindIndex; clock: Clock; random: Random }

/**
 * A form is begun only once all its files have arrived, which takes ten minutes at most: until then the first of them
 * belongs to no flow that is there.
 */
const BEGUN_WITHIN_SECONDS = 15 * 60

const places = {
  name: (id: string) => `complaint_attachments.name:${id}`,
  content: (id: string) => `complaint_attachments.content:${id}`,
}

/** Files of complaints: sealed each for itself, found by whose they are. */
export function attachmentsStore(db: Kysely<NationalTables>, { sealer, index, clock, random }: AttachmentParts) {
  const ofForm = ({ flowId, browser }: Owner) =>
    db.selectFrom('complaint_attachments').where('flow_id', '=', flowId).where('browser', '=', browser)

  return {
    /**
     * Keeps a file with its form, within all ceilings; the same file twice is kept once. Uploads pass here one after
     * the other, so that many at once cannot exceed together what each keeps to.
     */
    async hold({ owner, place, kind, name, content }: NewAttachment, ceilings: Ceilings): Promise<Holding> {
      const id = randomUuid(random)
      const row = {
        ...{ id, flow_id: owner.flowId, browser: owner.browser, place_index: index('place', place) },
        digest_index: index('attachment', createHash('sha256').update(content).digest('base64url')),
        ...{ kind, size: content.length, uploaded_at: clock() },
        name: sealer.seal(name, places.name(id)),
        content: sealer.sealBytes(content, places.content(id)),
      }
      return db.transaction().execute(async tx => {
        await sql`select pg_advisory_xact_lock(hashtext('complaint_attachments.hold'))`.execute(tx)
        const refusal = await exceeded(tx, row, ceilings)
        if (refusal) return refusal
        await tx
          .insertInto('complaint_attachments')
          .values(row)
          .onConflict(conflict => conflict.doNothing())
          .execute()
        return 'held'
      })
    },

    /** What waits with a form, in the order it came. */
    async list(owner: Owner): Promise<Attachment[]> {
      const rows = await ofForm(owner).select(['id', 'name', 'kind', 'size']).orderBy('position').execute()
      return rows.map(({ id, kind, size, name }) => ({
        id,
        kind,
        size,
        name: sealer.unseal(name, places.name(id)) ?? '',
      }))
    },

    async remove({ flowId, browser }: Owner, id: string): Promise<void> {
      await db
        .deleteFrom('complaint_attachments')
        .where('id', '=', id)
        .where('flow_id', '=', flowId)
        .where('browser', '=', browser)
        .execute()
    },

    /** From now on the files belong to the complaint; how many they are. */
    async handOver({ flowId, browser }: Owner, complaintId: string): Promise<number> {
      const moved = await db
        .updateTable('complaint_attachments')
        .set({ complaint_id: complaintId, flow_id: null, browser: null, place_index: null, digest_index: null })
        .where('flow_id', '=', flowId)
        .where('browser', '=', browser)
        .executeTakeFirst()
      return Number(moved.numUpdatedRows)
    },

    async count(complaintId: string): Promise<number> {
      const { count } = await db
        .selectFrom('complaint_attachments')
        .select(eb => eb.fn.countAll<number>().as('count'))
        .where('complaint_id', '=', complaintId)
        .executeTakeFirstOrThrow()
      return count
    },

    /** A file's content; undefined where it does not open. */
    async content(id: string): Promise<Buffer | undefined> {
      const row = await db.selectFrom('complaint_attachments').select('content').where('id', '=', id).executeTakeFirst()
      return row && sealer.unsealBytes(row.content, places.content(id))
    },

    /** Removes what was uploaded to forms that have expired; run by a job. */
    async sweep(now: Date): Promise<void> {
      await db
        .deleteFrom('complaint_attachments')
        .where('complaint_id', 'is', null)
        .where('uploaded_at', '<', after(now, -BEGUN_WITHIN_SECONDS))
        .where(eb =>
          eb.not(
            eb.exists(
              eb
                .selectFrom('flows')
                .select('flows.id')
                .whereRef('flows.id', '=', 'complaint_attachments.flow_id')
                .where('flows.expires_at', '>', now),
            ),
          ),
        )
        .execute()
    },
  }
}

type Incoming = { flow_id: string; browser: Buffer; place_index: Buffer; digest_index: Buffer; size: number }

async function exceeded(
  db: Kysely<NationalTables>,
  { flow_id, browser, place_index, digest_index, size }: Incoming,
  ceilings: Ceilings,
): Promise<Exclude<Holding, 'held'> | undefined> {
  const own = sql`flow_id = ${flow_id} and browser = ${browser}`
  const bytes = (which: ReturnType<typeof sql>) => sql<number>`coalesce(sum(size) filter (where ${which}), 0)::bigint`
  const waiting = await db
    .selectFrom('complaint_attachments')
    .where('complaint_id', 'is', null)
    .select([
      sql<boolean>`coalesce(bool_or(${own} and digest_index = ${digest_index}), false)`.as('known'),
      sql<number>`count(*) filter (where ${own})`.as('files'),
      bytes(own).as('own'),
      bytes(sql`place_index = ${place_index}`).as('here'),
      bytes(sql`true`).as('all'),
    ])
    .executeTakeFirstOrThrow()
  if (waiting.known) return undefined
  if (waiting.files >= ceilings.most) return 'too-many'
  if (waiting.own + size > ceilings.bytesTogether) return 'too-much'
  const full = waiting.here + size > ceilings.waitingBytesPerPlace || waiting.all + size > ceilings.waitingBytes
  return full ? 'full' : undefined
}
