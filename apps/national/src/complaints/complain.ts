import { randomUuid } from '@motcua/kit/random.ts'
import { captchaMissing, captchaProblem } from '@motcua/sign-in/captcha/captcha-step.ts'
import type { Errors, Flow, Move, Submission } from '@motcua/sign-in/flow/flow.ts'
import { minutesUntil } from '@motcua/sign-in/limits/limits.ts'
import { type OtpPending, type OtpRequest, otpPending } from '@motcua/sign-in/otp/sms-otp.ts'
import { signInTables } from '@motcua/sign-in/tables.ts'
import type { Transaction } from 'kysely'
import { z } from 'zod'
import type { NationalTables } from '../db/tables.ts'
import type { Parts } from '../parts.ts'
import { answerOtp, sendProblem } from '../steps/otp-step.ts'
import { type Attachment, attachmentsStore, type Owner } from './attachments/attachments-store.ts'
import { fileErrors } from './attachments/received-files.ts'
import { type ContactChannel, contactOf, type Statement, statement } from './complaint.ts'
import { complaintsStore } from './complaints-store.ts'
import { sendingCode } from './mailed-code.ts'
import { readStatement } from './read-statement.ts'
import { newReceiptCode } from './receipt-code.ts'
import { tellReceived } from './tell-received.ts'

const state = z.discriminatedUnion('step', [
  z.object({ step: z.literal('statement') }),
  z.object({ step: z.literal('contact'), statement, pending: otpPending }),
])
const end = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('received'), complaintId: z.string() }),
  z.object({ kind: z.literal('too-many') }),
])

export type ComplainState = z.infer<typeof state>
export type ComplainEnd = z.infer<typeof end>
type ComplainMove = Move<ComplainState, ComplainEnd, NationalTables>
type AtContact = { at: Extract<ComplainState, { step: 'contact' }>; submission: Submission }

/**
 * *Khiếu nại*: a statement with files, then a code to the stated contact, then the case is taken in. It reads no
 * account and changes none, so nothing here tells whether one exists.
 */
export function complain(parts: Parts): Flow<ComplainState, ComplainEnd, NationalTables> {
  return {
    kind: 'complain',
    state,
    end,
    first: { step: 'statement' },
    steps: {
      statement: (_state, submission) => makeStatement(parts, submission),
      contact: (at, submission) => confirmContact(parts, { at, submission }),
    },
  }
}

export function ownerOf({ flowId, visitor }: Pick<Submission, 'flowId' | 'visitor'>): Owner {
  return { flowId, browser: visitor.browser }
}

async function makeStatement(parts: Parts, submission: Submission): Promise<ComplainMove> {
  const { fields } = submission
  const owner = ownerOf(submission)
  const held = await attachmentsStore(parts.db, parts).list(owner)
  const errors = { ...fileErrors(fields), ...lostFiles(fields, held) }
  const removed = held.find(({ id }) => id === fields.remove)
  if (fields.remove !== undefined) return { kind: 'stay', errors, ...(removed ? removing(parts, owner, removed) : {}) }
  if (fields.action === 'upload') return { kind: 'stay', errors }
  const read = readStatement(fields, parts.clock())
  if (read.kind === 'wrong') return { kind: 'stay', errors: { ...read.errors, ...errors, ...captchaMissing(fields) } }
  if (Object.keys(errors).length > 0) return { kind: 'stay', errors: { ...errors, ...captchaMissing(fields) } }
  return submitStatement(parts, { statement: read.statement, submission })
}

/** The page's form names the files it showed: one that has gone since must not be missed silently. */
function lostFiles({ uploaded = '' }: Record<string, string>, held: Attachment[]): Errors {
  const shown = uploaded.split(',').filter(id => id !== '')
  const isLost = shown.some(id => !held.some(one => one.id === id))
  return isLost ? { 'attachments-lost': { key: 'file.lost' } } : {}
}

function removing(parts: Parts, owner: Owner, { id }: Attachment): Pick<ComplainMove, 'writes'> {
  return {
    writes: async tx => {
      await attachmentsStore(tx, parts).remove(owner, id)
      return undefined
    },
  }
}

type Stated = { statement: Statement; submission: Submission }

async function submitStatement(parts: Parts, stated: Stated): Promise<ComplainMove> {
  const { fields, visitor } = stated.submission
  const captcha = await captchaProblem(parts, fields)
  if (captcha) return { kind: 'stay', errors: { captcha } }
  const used = await parts.limits.use(`complaint:place:${visitor.place}`, parts.rules.complaints.perPlace)
  if (used.kind === 'exceeded') {
    const minutes = minutesUntil(used.until, parts.clock())
    return { kind: 'stay', errors: { form: { key: 'complaint.too-many-here', values: { minutes } } } }
  }
  return sendCode(parts, stated)
}

/** `before` is what is awaited already, when another code is asked for. */
async function sendCode(parts: Parts, { before, ...stated }: Stated & { before?: OtpPending }): Promise<ComplainMove> {
  const asked = await parts.otp.ask(otpRequest(parts, stated), before)
  if (asked.kind !== 'asked') return { kind: 'stay', errors: { form: sendProblem(asked, parts.clock()) } }
  return {
    kind: 'go',
    to: { step: 'contact', statement: stated.statement, pending: asked.pending },
    writes: sendingCode(parts, { message: asked.message, ...stated }),
  }
}

/** The contact that a code confirms: the phone, which is read at once; a mailbox where there is no phone. */
export function channelOf({ phone }: Pick<Statement, 'phone'>): ContactChannel {
  return phone === undefined ? 'email' : 'phone'
}

/**
 * Limits count the contact, not the number in dispute: nobody can keep its owner from complaining by complaining in
 * their stead.
 */
function otpRequest({ index }: Parts, { statement, submission }: Stated): OtpRequest {
  const channel = channelOf(statement)
  const contact = contactOf(statement, channel)
  const subject = index('otp-subject', contact).toString('base64url')
  const purpose = channel === 'phone' ? 'complaint' : 'confirm-email'
  return { purpose, phone: contact, subject, flowId: submission.flowId, place: submission.visitor.place }
}

async function confirmContact(parts: Parts, { at, submission }: AtContact): Promise<ComplainMove> {
  const { statement, pending } = at
  const { fields, visitor } = submission
  if (fields.action === 'resend') return sendCode(parts, { statement, submission, before: pending })
  const request = otpRequest(parts, { statement, submission })
  const reply = await answerOtp(parts, { fields, request, pending, language: visitor.language })
  if (reply.kind === 'refused') return { kind: 'stay', errors: reply.errors, to: { ...at, pending: reply.pending } }
  if (reply.kind !== 'proved') throw new Error('another code is asked for above')
  return takeIn(parts, { statement, submission })
}

function takeIn(parts: Parts, stated: Stated): ComplainMove {
  const id = randomUuid(parts.random)
  return {
    kind: 'end',
    as: { kind: 'received', complaintId: id },
    writes: tx => writeCase(parts, tx, { id, ...stated }),
  }
}

/** The case, its files, the trail and the messages, in the transaction that ends the flow. */
async function writeCase(
  parts: Parts,
  tx: Transaction<NationalTables>,
  { id, statement, submission }: Stated & { id: string },
): Promise<ComplainMove | undefined> {
  const { language, place, device } = submission.visitor
  const code = newReceiptCode(parts.random)
  const complaint = { id, code, statement, confirmed: channelOf(statement), language, createdAt: parts.clock() }
  const opened = await complaintsStore(tx, parts).open(complaint, parts.rules.complaints.openPerNumber)
  if (opened === 'too-many') return { kind: 'end', as: { kind: 'too-many' } }
  const attachments = await attachmentsStore(tx, parts).handOver(ownerOf(submission), id)
  const details = { complaint: id, attachments, place, device }
  await parts.audit(signInTables(tx), { event: 'complaint-received', details })
  await tellReceived({ tx, parts }, { code, statement, language })
  return undefined
}
