import { randomUUID } from 'node:crypto'
import type { JobKind, JobOutcome } from '@motcua/kit/jobs.ts'
import type { TestNational } from '../test-national.ts'
import type { OutgoingMail } from '../upstream/mail.ts'
import type { OutgoingSms, SmsOutcome } from '../upstream/sms-centre.ts'
import { type Delivery, noticeDeliveries } from './deliver.ts'
import { type Notice, tell } from './notices.ts'

export const aNotice: Notice = {
  ...{ kind: 'password-changed', language: 'vi', phones: ['+84900000001'], at: new Date('2026-11-23T03:00:00Z') },
}

/** The delivery of notices, with an SMS centre and a relay that the test plays. */
export function testDelivery(national: TestNational, changes: Partial<Delivery> = {}) {
  const out = { sms: [] as OutgoingSms[], mail: [] as OutgoingMail[], deaths: [] as object[] }
  const answers = {
    sms: undefined as SmsOutcome | undefined,
    mail: 'accepted' as 'accepted' | 'refused' | 'unavailable',
  }
  const delivery: Delivery = {
    ...national.parts,
    ...{ portalName: 'Một Cửa', hotline: '1800 1096', onDeath: death => out.deaths.push(death) },
    sms: {
      ...{ available: () => true, start: () => undefined, stop: async () => undefined },
      async send(message) {
        out.sms.push(message)
        return answers.sms ?? { kind: 'accepted', messageId: randomUUID() }
      },
    },
    mail: {
      async send(message) {
        out.mail.push(message)
        return { kind: answers.mail }
      },
    },
    ...changes,
  }
  return { out, answers, delivery, run: runner(noticeDeliveries(delivery)) }
}

function runner(kinds: JobKind[]) {
  return async (job: { name: string; payload: unknown }): Promise<JobOutcome> => {
    const kind = kinds.find(one => one.name === job.name)
    if (!kind) throw new Error(`no job ${job.name}`)
    return kind.run(job.payload)
  }
}

/** Tells a notice in a transaction of its own; the jobs that carry it, in order. */
export async function told(national: TestNational, notice: Partial<Notice> = {}, outbox = national.parts.outbox) {
  const before = national.jobsDone.length
  await national.db
    .transaction()
    .execute(tx => tell({ tx, parts: { ...national.parts, outbox } }, { ...aNotice, ...notice }))
  return national.jobsDone.slice(before)
}

/** The notice that a job carries, as the database has it. */
export async function rowOf(national: TestNational, job: { payload: Record<string, unknown> } | undefined) {
  return national.db
    .selectFrom('notices')
    .selectAll()
    .where('id', '=', String(job?.payload.id))
    .executeTakeFirstOrThrow()
}
