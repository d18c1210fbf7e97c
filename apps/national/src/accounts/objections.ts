import { after } from '@motcua/kit/clock.ts'
import { randomUuid } from '@motcua/kit/random.ts'
import { passwordsStore } from '@motcua/sign-in/password/passwords-store.ts'
import { sessionStore } from '@motcua/sign-in/session/session-store.ts'
import { signInTables } from '@motcua/sign-in/tables.ts'
import type { Kysely, Transaction } from 'kysely'
import { z } from 'zod'
import type { NationalTables } from '../db/tables.ts'
import type { Parts } from '../parts.ts'
import { endAllSessions } from '../session/end-sessions.ts'
import { attributeSources } from './account.ts'
import { accountsStore } from './accounts-store.ts'
import { type Handle, handlesStore } from './handles-store.ts'
import { drawObjectionCode } from './objection-code.ts'
import { objectionsStore } from './objections-store.ts'
import { raised, takeBackLevel } from './raise-level.ts'
import { replaceRecoveryCodes } from './recovery-codes.ts'
import { removeHandle } from './remove-handle.ts'

/** What can be objected to within 72 hours (product rules, Mất số điện thoại nhận OTP). */
export const objectionable = [
  'new-device',
  'password-changed',
  'password-recovered',
  'phone-changed',
  'method-added',
  'method-removed',
  'certificate-renewed',
  'foreign-certificate',
] as const
export type ObjectionableEvent = (typeof objectionable)[number]

/** After these nothing may be added, removed or closed until nobody can object any more. */
const RECOVERIES = ['password-recovered', 'phone-changed'] as const

const OBJECTION_SECONDS = 72 * 60 * 60

const restored = z.object({
  /** Its own again, so that taking back what came before finds it. */
  id: z.string().optional(),
  value: z.string(),
  detail: z.string().optional(),
  isDefault: z.boolean(),
  verified: z.boolean(),
  identifies: z.boolean().default(false),
  counter: z.number().default(0),
  /** Restored as old as it was: what the account had before the change may open the lock. */
  createdAt: z.number().optional(),
})

/** A handle that goes, as an objection puts it back. */
export function restorable(handle: Handle): z.input<typeof restored> {
  const { id, value, detail, isDefault, verified, identifies, counter, createdAt } = handle
  return { id, value, detail, isDefault, verified, identifies, counter, createdAt: createdAt.getTime() }
}

/** The recovery codes that there were before, where the change made or took away any: they are put back so. */
const recoveryCodes = z.array(z.string()).optional()

const attribute = z.object({
  value: z.string(),
  source: z.enum(attributeSources),
  verified: z.boolean(),
  obtainedAt: z.number(),
})

/** What an objection takes back besides locking the account. */
const undo = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('password'), hash: z.string().optional() }),
  z.object({
    ...{ kind: z.literal('handle-added'), handleId: z.string(), recoveryCodes },
    /** What the account learned by it. */
    raised: raised.optional(),
  }),
  z.object({
    kind: z.literal('handle-replaced'),
    method: z.string(),
    addedId: z.string().optional(),
    removed: restored.optional(),
    /** What was known of the phone before, where that changed; null where nothing was. */
    phone: attribute.nullable().optional(),
    recoveryCodes,
  }),
  z.object({ kind: z.literal('recovery-codes'), recoveryCodes: z.array(z.string()) }),
])
export type Undo = z.input<typeof undo>
type Taken = z.output<typeof undo>

type Tx = Transaction<NationalTables>
type ObjectionParts = Pick<Parts, 'sealer' | 'index' | 'random' | 'clock' | 'rules' | 'audit' | 'methods'>

/** Makes the code with which the holder may object to what just happened; it goes into every notice of it. */
export async function allowObjection(
  parts: Pick<Parts, 'sealer' | 'index' | 'random' | 'clock'>,
  tx: Tx,
  { accountId, event, undo: taken }: { accountId: string; event: ObjectionableEvent; undo?: Undo | undefined },
): Promise<string> {
  const code = drawObjectionCode(parts.random)
  const now = parts.clock()
  await objectionsStore(tx, parts).insert({
    ...{ id: randomUuid(parts.random), accountId, event, code, now, until: after(now, OBJECTION_SECONDS) },
    ...(taken ? { undo: JSON.stringify(taken) } : {}),
  })
  return code
}

/** Whether methods, e-mail and closing are held: a recovery is younger than 72 hours and nobody objected to it. */
export async function isHeld(
  parts: Pick<Parts, 'db' | 'sealer' | 'index' | 'clock'>,
  accountId: string,
): Promise<boolean> {
  return (await heldBecause(parts, accountId)) !== undefined
}

export type Hold = { event: (typeof RECOVERIES)[number]; until: Date }

/** Which recovery holds methods, e-mail and closing, and until when: the one that does so longest. */
export async function heldBecause(
  { db, clock, ...parts }: Pick<Parts, 'sealer' | 'index' | 'clock'> & { db: Kysely<NationalTables> },
  accountId: string,
): Promise<Hold | undefined> {
  const last = await objectionsStore(db, parts).lastOpen(accountId, { events: RECOVERIES, now: clock() })
  const event = RECOVERIES.find(one => one === last?.event)
  return last && event && { event, until: last.until }
}

/**
 * The holder says that it was not them: the account is locked, every session ends, and everything that could still be
 * objected to is taken back, newest first. Taking back one event alone could restore what the one before it had put
 * there. What came in with those events no longer counts as known. False when somebody objected before, or when the 72
 * hours are over.
 */
export async function object(
  parts: ObjectionParts,
  tx: Tx,
  { id, accountId }: { id: string; accountId: string },
): Promise<boolean> {
  const now = parts.clock()
  await handlesStore(tx, parts).hold(accountId)
  const taken = await objectionsStore(tx, parts).takeAll(accountId, now)
  const objected = taken.find(one => one.id === id)
  if (!objected) return false
  await accountsStore(tx, parts).lock(accountId, { reason: 'objection', now })
  await endAllSessions(parts, tx, { accountId, reason: 'objected' })
  for (const { undo: kept } of taken) {
    if (kept !== undefined) await takeBack(parts, tx, { accountId, undo: undo.parse(JSON.parse(kept)) })
  }
  const since = taken.at(-1)?.at ?? now
  await sessionStore(signInTables(tx)).forgetBrowsers({ accountId, since })
  await parts.audit(signInTables(tx), { event: 'objected', accountId, details: { to: objected.event } })
  return true
}

/** The phones that an objection would bring back: whoever had them must hear of everything that happens until then. */
export async function phonesToComeBack(
  parts: Pick<Parts, 'sealer' | 'index' | 'clock'>,
  tx: Tx,
  accountId: string,
): Promise<string[]> {
  const open = await objectionsStore(tx, parts).open(accountId, parts.clock())
  return open.flatMap(({ undo: kept }) => {
    const taken = kept === undefined ? undefined : undo.parse(JSON.parse(kept))
    return taken?.kind === 'handle-replaced' && taken.method === 'sms-otp' && taken.removed ? [taken.removed.value] : []
  })
}

async function takeBack(parts: ObjectionParts, tx: Tx, { accountId, undo }: { accountId: string; undo: Taken }) {
  if ('recoveryCodes' in undo && undo.recoveryCodes)
    await replaceRecoveryCodes(parts, tx, { accountId, codes: undo.recoveryCodes })
  switch (undo.kind) {
    case 'password': {
      const passwords = passwordsStore(tx)
      if (undo.hash === undefined) await passwords.remove(accountId)
      else await passwords.set(accountId, { hash: undo.hash, now: parts.clock() })
      return
    }
    case 'handle-added':
      await removeHandle(parts, tx, { accountId, id: undo.handleId })
      if (undo.raised) await takeBackLevel(parts, tx, { accountId, raised: undo.raised })
      return
    case 'handle-replaced': {
      if (undo.removed) await restore(parts, tx, { accountId, method: undo.method, removed: undo.removed })
      if (undo.addedId) await removeHandle(parts, tx, { accountId, id: undo.addedId })
      if (undo.phone !== undefined) await putPhoneBack(parts, tx, { accountId, phone: undo.phone })
      return
    }
    case 'recovery-codes':
      return
  }
}

type Restoring = { accountId: string; method: string; removed: z.infer<typeof restored> }

async function restore(parts: ObjectionParts, tx: Tx, { accountId, method, removed }: Restoring): Promise<void> {
  const handles = handlesStore(tx, parts)
  const { isDefault, createdAt, ...handle } = removed
  const since = createdAt === undefined ? parts.clock() : new Date(createdAt)
  const back = await handles.add(parts.random, { ...handle, accountId, method, createdAt: since })
  if (back.kind === 'added' && isDefault) await handles.makeDefault(accountId, { id: back.id, method })
  // It is there again already: then it only becomes what it was.
  const own = back.kind === 'taken' ? await handles.list(accountId, method) : []
  const there = own.find(({ value }) => value === removed.value)
  if (there && removed.verified) await handles.verify(there.id)
  if (there && isDefault) await handles.makeDefault(accountId, { id: there.id, method })
}

type PuttingBack = { accountId: string; phone: z.infer<typeof attribute> | null }

async function putPhoneBack(parts: ObjectionParts, tx: Tx, { accountId, phone }: PuttingBack): Promise<void> {
  const accounts = accountsStore(tx, parts)
  if (phone === null) await accounts.removeAttribute(accountId, 'phone')
  else await accounts.putAttribute(accountId, 'phone', { ...phone, obtainedAt: new Date(phone.obtainedAt) })
}
