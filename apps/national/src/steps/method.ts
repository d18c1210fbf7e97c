import type { Errors, FieldError, Submission } from '@motcua/sign-in/flow/flow.ts'
import type { OtpPurpose } from '@motcua/sign-in/otp/sms-otp.ts'
import type { MethodReference } from '@motcua/sign-in/session/sessions.ts'
import type { Frame } from '@motcua/ui/frame.ts'
import type { Content, Html } from '@motcua/ui/html.ts'
import type { IconName } from '@motcua/ui/icons.ts'
import type { Language } from '@motcua/ui/words.ts'
import type { Transaction } from 'kysely'
import type { z } from 'zod'
import type { Certified } from '../accounts/certified.ts'
import type { Handle } from '../accounts/handles-store.ts'
import type { NationalTables } from '../db/tables.ts'

/** What the person is doing; codes and limits are kept apart by it. */
export type Purpose = OtpPurpose

/**
 * One way to prove that somebody is there: a code by SMS, a TOTP app, a passkey … A method proves one thing and knows
 * neither the flow that asks nor any other method. Adding one is a folder below methods/, a line in methods/index.ts and
 * its own messages; no flow changes.
 */
export type Method<Pending = unknown> = {
  id: string
  /** How a session names it (RFC 8176). */
  references: MethodReference[]
  strength: Strength
  /** `account`: a handle tells by itself whose account it is, so one may sign in without a name or password. */
  identifies: 'account' | 'nobody'
  /** `each`: one picks which handle (a phone); `all`: any of them will do (passkeys, recovery codes). */
  offered: 'each' | 'all'
  /** What a flow keeps while it waits for the reply. */
  pending: z.ZodType<Pending>
  /** Begins: `handles` is the one picked, all of them, or none where nobody is known yet. */
  start(asking: Asking, before?: Pending): Promise<Started<Pending>>
  /** Judges what came back: a typed code, a script's answer. */
  answer(asking: Asking, pending: Pending): Promise<Verdict<Pending>>
  /** Where the reply comes from elsewhere, such as a phone: whether it is there. The flow then goes on by itself. */
  arrived?: (pending: Pending) => Promise<boolean>
  /** The page that asks for the reply. */
  page(view: ProvePage, pending: Pending): string
  /** A line in a list of methods; of no handles, what the method is, for whoever may add one. */
  line(handles: Handle[], language: Language): MethodLine
  /** Where it identifies: what stands on the page that begins a sign-in by it alone. */
  opening?: (view: OpeningView) => Opening
  enrolment?: Enrolment
  /** It lives in a device that may be lost: with the first handle of such a method the account gets recovery codes. */
  standIn?: 'recovery-codes'
}

/**
 * Each as good as those before it, and better. `strong`: two factors in one, the key in hardware of its holder; so that
 * recovery is not weaker than the account, it is asked for there. `phishing-resistant`: bound to this origin besides
 * (NIST SP 800-63B-4 §2.3.2, §3.2.5), which nothing is that is approved on another device.
 */
export const strengths = ['factor', 'strong', 'phishing-resistant'] as const
export type Strength = (typeof strengths)[number]

/** Whether a method of the first strength will do where the second is needed. */
export function isAsStrong(strength: Strength, needed: Strength): boolean {
  return strengths.indexOf(strength) >= strengths.indexOf(needed)
}

/** What was typed there, and what was wrong with it. */
export type OpeningView = { language: Language; values: Record<string, string>; errors: Errors }

/** `content`: what is needed, and the fields that `start` reads. `below`: for whom it is not. `scripts`: what the page loads besides, by file name. */
export type Opening = { content: Content; submit: Content; icon: IconName; below?: Content; scripts?: string[] }

export type Asking = {
  purpose: Purpose
  /** Whose handles; undefined while nobody is known. */
  accountId: string | undefined
  handles: Handle[]
  submission: Submission
  /** The browser's own name where the account knows it: what strangers use up is not counted against it. */
  knownBrowser: string | undefined
}

/** Where nobody is known yet: whoever it is, the method tells. */
export function byNobody(purpose: Purpose, submission: Submission): Asking {
  return { purpose, accountId: undefined, handles: [], submission, knownBrowser: undefined }
}

/** Saved in the transaction that saves the flow. */
export type Write = (tx: Transaction<NationalTables>) => Promise<void>

/** As `Write`, but the database may show that the same proof was used meanwhile: then it is refused with this. */
export type LastWord = (tx: Transaction<NationalTables>) => Promise<FieldError | undefined>

export type Asked<Pending> = { kind: 'asked'; pending: Pending; writes?: Write }
export type Started<Pending> = Asked<Pending> | { kind: 'refused'; errors: Errors }

export type Verdict<Pending> =
  /** Asked anew, such as by another code. */
  | Asked<Pending>
  | { kind: 'proved'; proof: Proof; writes?: LastWord }
  | {
      kind: 'refused'
      errors: Errors
      pending?: Pending
      /** Whose handle it surely was, where nobody was known before; for the trail only. */
      accountId?: string
      introduced?: Introduced
      /** Nothing was tried: nobody answered, or they said no. It is not counted as a guess. */
      tried?: 'nothing'
    }

/** Whoever the reply surely came from, where no account has registered them: the holder of a certificate. */
export type Introduced = { references: MethodReference[]; handle: EnrolledHandle; certified: Certified }

/** How somebody proved themselves. Who they are belongs to the account. */
export type Proof = {
  method: string
  references: MethodReference[]
  strength: Method['strength']
  /** The handle that did it. */
  handle: Handle
}

export type MethodLine = { icon: IconName; title: string; text: Content }

/** What a method's page is drawn into: the flow's own fields and what stands around. */
export type ProvePage = {
  frame: Frame
  action: string
  /** Which flow, step and showing the form answers. */
  hidden: Html
  errors: Errors
  /** Where one stands in the task. */
  above?: Html | undefined
  /** Other ways, and ways out. */
  below?: Html | undefined
}

/** How an account gets another handle of the method. */
export type Enrolment<Pending = unknown> = {
  pending: z.ZodType<Pending>
  /** Begins, with what `form` stated where there is one; it is refused by field. */
  begin(asking: Enrolling): Promise<Asked<Pending> | { kind: 'refused'; errors: Errors }>
  answer(asking: Enrolling, pending: Pending): Promise<Enrolled<Pending>>
  /** As of a method. */
  arrived?: (pending: Pending) => Promise<boolean>
  page(view: EnrolPage, pending: Pending): string
  /** The form before, where something must be stated first. */
  form?: (view: EnrolPage) => string
}

export type Enrolling = Omit<Asking, 'accountId'> & { accountId: string; person: EnrollingPerson }
export type EnrollingPerson = { loginName: string; fullName: string }
export type EnrolPage = ProvePage & { values: Record<string, string> }

export type Enrolled<Pending> =
  | Asked<Pending>
  | { kind: 'refused'; errors: Errors; pending?: Pending; writes?: Write }
  /** `certified`: by whom the holder's identity was verified on the way; the account's level may rise by it. */
  | { kind: 'enrolled'; handle: EnrolledHandle; certified?: Certified }

export type EnrolledHandle = Pick<Handle, 'value'> & Partial<Pick<Handle, 'detail' | 'counter' | 'verified'>>

/** Forgets what a method keeps, so that methods of all kinds stand in one list; what is not its own is refused. */
export function anyMethod<Pending>({ arrived, ...method }: Method<Pending>): Method {
  const own = (pending: unknown) => method.pending.parse(pending)
  return {
    ...method,
    ...(arrived ? { arrived: (pending: unknown) => arrived(own(pending)) } : {}),
    start: (asking, before) => method.start(asking, before === undefined ? undefined : own(before)),
    answer: (asking, pending) => method.answer(asking, own(pending)),
    page: (view, pending) => method.page(view, own(pending)),
  }
}

/** As `anyMethod`, for the way to add a handle. */
export function anyEnrolment<Pending>({ arrived, ...enrolment }: Enrolment<Pending>): Enrolment {
  const own = (pending: unknown) => enrolment.pending.parse(pending)
  return {
    ...enrolment,
    ...(arrived ? { arrived: (pending: unknown) => arrived(own(pending)) } : {}),
    answer: (asking, pending) => enrolment.answer(asking, own(pending)),
    page: (view, pending) => enrolment.page(view, own(pending)),
  }
}
