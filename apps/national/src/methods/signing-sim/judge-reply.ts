import type { Certificate } from '@motcua/pki/certificate.ts'
import { type MobileSignature, verifyMobileSignature } from '@motcua/pki/mobile-signature.ts'
import type { FieldError } from '@motcua/sign-in/flow/flow.ts'
import type { Certified } from '../../accounts/certified.ts'
import { checkCertificate } from '../../certificates/check-certificate.ts'
import { signedContent } from '../../sim-prompts/challenge.ts'
import { promptsStore, type StandingPrompt } from '../../sim-prompts/prompts-store.ts'
import type { Asked, Asking } from '../../steps/method.ts'
import type { MethodParts } from '../parts.ts'
import { beginPrompt } from './begin.ts'
import { type OpenPrompt, type OverPrompt, overBecause, reasonOf, type SimPending } from './pending.ts'

export type ReplyJudged =
  | Asked<SimPending>
  | { kind: 'signed'; certificate: Certificate; certified: Certified }
  /** `certificate`: with which it was surely signed, good or not. */
  | { kind: 'refused'; error: FieldError; pending: SimPending; certificate?: Certificate; tried?: 'nothing' }

/**
 * What came from the phone, or what its owner does meanwhile: `again` asks anew, `cancel` wants it no more. Nothing is
 * believed that the service says: what counts is the signature over what this portal asked, and the certificate.
 */
export async function judgeReply(parts: MethodParts, asking: Asking, pending: SimPending): Promise<ReplyJudged> {
  const { action } = asking.submission.fields
  if (action === 'again' && pending.state === 'over') return again(parts, asking, pending)
  if (pending.state === 'over') return { kind: 'asked', pending }
  if (action === 'cancel') return cancelled(parts, pending)
  const prompt = await promptsStore(parts.db, parts).find(pending.promptId, parts.clock())
  if (!isOver(parts, pending, prompt)) return { kind: 'asked', pending }
  const refused = (key: string) =>
    ({ kind: 'refused', error: { key }, pending: overBecause(pending, { key }), tried: 'nothing' }) as const
  if (prompt?.isCancelled) return refused('sim.cancelled')
  const { kind } = prompt?.outcome ?? { kind: 'timed-out' }
  if (!prompt?.outcome || prompt.outcome.kind !== 'signed') return refused(`sim.${kind}`)
  return judgeSignature(parts, { asking, pending, prompt, signature: prompt.outcome.signature })
}

/** Nothing more comes: the prompt has ended, or its time has, which also is so of one that was never sent. */
export async function hasReply(parts: MethodParts, pending: SimPending): Promise<boolean> {
  if (pending.state === 'over') return false
  return isOver(parts, pending, await promptsStore(parts.db, parts).find(pending.promptId, parts.clock()))
}

/** That nobody answered is told when the time is over, not before: so ends a prompt, too, that was never sent. */
function isOver({ clock }: MethodParts, { expiresAt }: OpenPrompt, prompt: StandingPrompt | undefined) {
  const isSilent = prompt?.outcome?.kind === 'timed-out'
  return (prompt?.isSettled && !isSilent) || prompt?.isCancelled || expiresAt <= clock().getTime()
}

/** What stands against another prompt is shown, and is no try: nothing was answered. */
async function again(parts: MethodParts, asking: Asking, pending: OverPrompt): Promise<ReplyJudged> {
  const begun = await beginPrompt(parts, asking, pending)
  if (begun.kind === 'asked') return begun
  const error = begun.errors.form ?? reasonOf(pending)
  return { kind: 'asked', pending: overBecause(pending, error) }
}

function cancelled(parts: MethodParts, pending: OpenPrompt): Asked<SimPending> {
  const { promptId } = pending
  const writes = (tx: typeof parts.db) => promptsStore(tx, parts).cancel(promptId)
  return { kind: 'asked', pending: overBecause(pending, { key: 'sim.cancelled' }), writes }
}

type Signed = { asking: Asking; pending: OpenPrompt; prompt: StandingPrompt; signature: MobileSignature }

async function judgeSignature(parts: MethodParts, signed: Signed): Promise<ReplyJudged> {
  const { asking, pending, prompt, signature } = signed
  const refused = (error: FieldError) => ({ kind: 'refused', error, pending: overBecause(pending, error) }) as const
  if (!isOf(prompt, signed)) throw new Error(`prompt ${prompt.id} is not of the flow that names it`)
  const verified = verifyMobileSignature(signature, signedContent({ origin: parts.site.origin, ...prompt }))
  if (verified.kind === 'refused') {
    const { operator } = prompt.transaction ?? {}
    parts.log.error({ operator, reason: verified.reason }, 'a signature service handed over what no SIM signed')
    return refused({ key: 'sim.not-believed' })
  }
  const { certificate } = verified
  const checked = await checkCertificate(parts, { asking, purpose: pending.purpose, certificate })
  if (checked.kind === 'refused') return { ...refused(checked.error), certificate }
  return { kind: 'signed', certificate, certified: { ...checked.certified, phone: prompt.phone } }
}

/** A flow keeps the id of what it asked itself; anything else would be somebody else's. */
function isOf(prompt: StandingPrompt, { asking, pending }: Signed): boolean {
  const { browser } = asking.submission.visitor
  const isAsked = prompt.purpose === asking.purpose && prompt.accountId === asking.accountId
  return isAsked && prompt.phone === pending.phone && prompt.code === pending.code && prompt.browser.equals(browser)
}
