import type { Move, Submission } from '@motcua/sign-in/flow/flow.ts'
import { signInTables } from '@motcua/sign-in/tables.ts'
import type { Transaction } from 'kysely'
import { z } from 'zod'
import { addHandle } from '../../accounts/add-handle.ts'
import { keptCertificate } from '../../accounts/certified.ts'
import { type Handle, handlesStore } from '../../accounts/handles-store.ts'
import { heldBecause, restorable } from '../../accounts/objections.ts'
import { removeHandle } from '../../accounts/remove-handle.ts'
import { tellHolder } from '../../accounts/tell-holder.ts'
import type { NationalTables } from '../../db/tables.ts'
import type { Parts } from '../../parts.ts'
import { choiceKey } from '../../steps/choice.ts'
import { introduced } from '../../steps/introduced.ts'
import type { Method } from '../../steps/method.ts'
import { answerProving, choicesOf, type Offered, type Proving, startProving } from '../../steps/prove.ts'
import { saving } from '../../steps/saving.ts'
import { enterAccount, type LockedOut, newSessionToken, type signedIn } from '../enter.ts'
import { noteRefusal } from './refusals.ts'
import { renewedAccount } from './renewed-account.ts'
import type { Proved } from './second-factor.ts'

/** A certificate that takes the place of an old one of the same holder, and whose account that is. */
export const renewal = z.object({ accountId: z.string(), goTo: z.string(), introduced })
export type Renewal = z.infer<typeof renewal>

export type RenewalState =
  | { step: 'confirm'; renewal: Renewal; proving: Proving }
  | { step: 'choose'; renewal: Renewal }
  /** Whoever was faster, or an account that changed: everything is shown again. */
  | { step: 'begin' }
type End = z.infer<typeof signedIn> | LockedOut
export type RenewalMove = Move<RenewalState, End, NationalTables>

export type Renewing = { method: Method; renewal: Renewal; submission: Submission }

/**
 * What confirms that the holder wants it: any other method of the account. Codes to the very number whose SIM was replaced
 * are read by whoever has the new SIM, so they count only where there is nothing else.
 */
export async function confirmations(
  parts: Pick<Parts, 'db' | 'sealer' | 'index' | 'methods'>,
  { method, renewal }: { method: Method; renewal: Renewal },
): Promise<Offered[]> {
  const { accountId, introduced: who } = renewal
  const { phone } = who.certified
  const others = (await choicesOf(parts, accountId)).filter(choice => choice.method !== method.id)
  const elsewhere = others.filter(({ handles }) => handles.some(({ value }) => value !== phone))
  return elsewhere.length > 0 ? elsewhere : others
}

/** Asks for a second method where the account has one; the certificate alone is enough where it has none. */
export async function beginRenewal(parts: Parts, renewing: Renewing): Promise<RenewalMove> {
  const { method, renewal, submission } = renewing
  const [choice] = await confirmations(parts, { method, renewal })
  if (!choice) return accepted(parts, renewing, undefined)
  const started = await startProving(parts, whose(renewal, submission), choice)
  if (started.kind === 'refused') return { kind: 'stay', errors: started.errors, to: { step: 'choose', renewal } }
  return { kind: 'go', to: { step: 'confirm', renewal, proving: started.pending }, writes: saving(started.writes) }
}

/** The page of the second method: its reply, or *Chọn phương thức xác thực khác*. */
export async function confirmRenewal(
  parts: Parts,
  { proving, ...renewing }: Renewing & { proving: Proving },
): Promise<RenewalMove> {
  const { renewal, submission } = renewing
  if (submission.fields.action === 'other') return { kind: 'go', to: { step: 'choose', renewal } }
  const verdict = await answerProving(parts, whose(renewal, submission), proving)
  switch (verdict.kind) {
    case 'proved':
      return accepted(parts, renewing, { proof: verdict.proof, lastWord: verdict.writes })
    case 'asked':
      return { kind: 'go', to: { step: 'confirm', renewal, proving: verdict.pending }, writes: saving(verdict.writes) }
    case 'refused': {
      const [reason] = Object.values(verdict.errors)
      const { accountId } = renewal
      const refused = { accountId, reason: reason?.key ?? 'refused', visitor: submission.visitor }
      const to = { step: 'confirm' as const, renewal, proving: verdict.pending ?? proving }
      return { kind: 'stay', errors: verdict.errors, to, writes: noteRefusal(parts, refused) }
    }
  }
}

/** Any other second method of the account. */
export async function chooseConfirmation(parts: Parts, renewing: Renewing): Promise<RenewalMove> {
  const { method, renewal, submission } = renewing
  const offered = await confirmations(parts, { method, renewal })
  const choice = offered.find(each => choiceKey(each) === submission.fields.choice)
  if (!choice) return { kind: 'stay', errors: { choice: { key: 'prove.choose' } } }
  const started = await startProving(parts, whose(renewal, submission), choice)
  if (started.kind === 'refused') return { kind: 'stay', errors: started.errors }
  return { kind: 'go', to: { step: 'confirm', renewal, proving: started.pending }, writes: saving(started.writes) }
}

function whose({ accountId }: Renewal, submission: Submission) {
  return { accountId, purpose: 'sign-in', submission } as const
}

/** In, with the new certificate kept, unless the account changed meanwhile. */
function accepted(parts: Parts, renewing: Renewing, confirmed: Proved | undefined): RenewalMove {
  const { renewal, submission } = renewing
  const { accountId, goTo } = renewal
  const token = newSessionToken(parts)
  const again = (key: string) => ({ kind: 'stay', errors: { form: { key } }, to: { step: 'begin' } }) as const
  return {
    kind: 'end',
    as: { kind: 'signed-in', token, goTo },
    writes: async tx => {
      const used = await confirmed?.lastWord?.(tx)
      if (used) return { kind: 'stay', errors: { form: used } }
      const kept = await keep(parts, tx, { ...renewing, confirmed })
      if (kept.kind === 'refused') return again(kept.key)
      const { handle, replaced } = kept
      const proof = confirmed?.proof ?? { strength: renewing.method.strength, handle }
      const references = [...new Set([...renewal.introduced.references, ...(confirmed?.proof.references ?? [])])]
      const { visitor } = submission
      const locked = await enterAccount(parts, tx, { accountId, token, visitor, references, proof })
      if (locked) return { kind: 'end', as: locked }
      await tell(parts, tx, { ...renewing, handle, replaced })
      return undefined
    },
  }
}

type Keeping = Renewing & { confirmed: Proved | undefined }
/** `replaced`: what went for it. */
type Kept = { kind: 'kept'; handle: Handle; replaced: Handle | undefined }
type KeptOrNot = Kept | { kind: 'refused'; key: string }

/** Looks once more, with the account held: by now it may have been recovered, or the old certificate taken away. */
async function keep(
  parts: Parts,
  tx: Transaction<NationalTables>,
  { method, renewal, confirmed }: Keeping,
): Promise<KeptOrNot> {
  const { accountId, introduced: who } = renewal
  const handles = handlesStore(tx, parts)
  await handles.hold(accountId)
  const now = { ...parts, db: tx }
  const found = await renewedAccount(now, { method: method.id, certified: who.certified })
  const needsMore = !confirmed && (await confirmations(now, { method, renewal })).length > 0
  if (found !== accountId || needsMore) return { kind: 'refused', key: 'certificate.no-longer-yours' }
  if (await heldBecause(now, accountId)) return { kind: 'refused', key: 'certificate.not-now' }
  const added = await addHandle(parts, tx, { ...who.handle, accountId, method: method.id, identifies: true })
  if (added.kind === 'refused')
    return { kind: 'refused', key: added.reason === 'too-many' ? 'method.too-many' : 'certificate.no-longer-yours' }
  const handle = await handles.find(accountId, added.id)
  if (!handle) throw new Error('a certificate was added and is gone')
  return { kind: 'kept', handle, replaced: await removeReplaced(parts, tx, handle) }
}

/**
 * A number has one SIM: the certificate of the one before goes from the account, or whoever has the new SIM came back as its
 * replacement after it was removed. A token stays beside the old one, which is good until it ends. Answers the newest that went.
 */
async function removeReplaced(
  parts: Parts,
  tx: Transaction<NationalTables>,
  { id, accountId, method, detail }: Handle,
): Promise<Handle | undefined> {
  const { phone } = keptCertificate({ detail })
  if (phone === undefined) return undefined
  const all = await handlesStore(tx, parts).list(accountId, method)
  const gone = all.filter(each => each.id !== id && keptCertificate(each).phone === phone)
  for (const each of gone) await removeHandle(parts, tx, each)
  return gone.toSorted((one, other) => other.createdAt.getTime() - one.createdAt.getTime())[0]
}

async function tell(
  parts: Parts,
  tx: Transaction<NationalTables>,
  { method, renewal, submission, handle, replaced }: Renewing & Omit<Kept, 'kind'>,
): Promise<void> {
  const { accountId } = renewal
  const { language, place, device } = submission.visitor
  const details = { method: method.id, place, device }
  await parts.audit(signInTables(tx), { event: 'certificate-renewed', accountId, details })
  await tellHolder(parts, tx, {
    ...{ kind: 'certificate-renewed', accountId, language },
    undo: replaced
      ? { kind: 'handle-replaced', method: method.id, addedId: handle.id, removed: restorable(replaced) }
      : { kind: 'handle-added', handleId: handle.id },
  })
}
