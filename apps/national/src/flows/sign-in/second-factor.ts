import type { Move, Submission, Writes } from '@motcua/sign-in/flow/flow.ts'
import type { MethodReference } from '@motcua/sign-in/session/sessions.ts'
import type { z } from 'zod'
import type { NationalTables } from '../../db/tables.ts'
import type { Parts } from '../../parts.ts'
import { choiceKey } from '../../steps/choice.ts'
import type { LastWord, Proof } from '../../steps/method.ts'
import { answerProving, choicesOf, type Proving, startProving } from '../../steps/prove.ts'
import { saving } from '../../steps/saving.ts'
import { enterAccount, type LockedOut, newSessionToken, type signedIn } from '../enter.ts'
import { beginLostPhone } from './lost-phone.ts'
import { noteRefusal } from './refusals.ts'
import type { SignInAt, SignInEnd, SignInMove, SignInState, SignInWho } from './state.ts'
import { passwordStillHolds } from './still-holds.ts'

/** The flow's own states. */
export type SecondFactorStates<State> = { prove(proving: Proving): State; choose(): State }
type Waiting<State> = { who: SignInWho; submission: Submission; next: SecondFactorStates<State> }
export type Proved = { proof: Proof; lastWord: LastWord | undefined }
type Judged<State, End> = Waiting<State> & {
  proving: Proving
  entered(proved: Proved): Move<State, End, NationalTables>
}

/** The second factor's page in sign-in: as `judgeSecondFactor`, and *Mất số điện thoại nhận OTP*. */
export async function prove(
  parts: Parts,
  { at, submission }: { at: SignInAt<'prove'>; submission: Submission },
): Promise<SignInMove> {
  const { who, proving } = at
  if (submission.fields.action === 'lost-phone') return beginLostPhone(parts, { who, submission })
  const entered = (proved: Proved) => complete<SignInState, SignInEnd>(parts, { who, submission, proved })
  return judgeSecondFactor<SignInState, SignInEnd>(parts, { who, proving, submission, next: statesOf(who), entered })
}

/** *Chọn phương thức xác thực khác* in sign-in. */
export async function chooseOther(
  parts: Parts,
  { at, submission }: { at: SignInAt<'choose'>; submission: Submission },
): Promise<SignInMove> {
  return chooseSecondFactor<SignInState>(parts, { who: at.who, submission, next: statesOf(at.who) })
}

export function statesOf(who: SignInWho): SecondFactorStates<SignInState> {
  return { prove: proving => ({ step: 'prove', who, proving }), choose: () => ({ step: 'choose', who }) }
}

/** The second factor's page, whatever flow it stands in: its reply, or *Chọn phương thức xác thực khác*. */
export async function judgeSecondFactor<State, End>(
  parts: Parts,
  { who, proving, submission, next, entered }: Judged<State, End>,
): Promise<Move<State, End, NationalTables>> {
  if (submission.fields.action === 'other') return { kind: 'go', to: next.choose() }
  const verdict = await answerProving(parts, whose(who, submission), proving)
  switch (verdict.kind) {
    case 'proved':
      return entered({ proof: verdict.proof, lastWord: verdict.writes })
    case 'asked':
      return { kind: 'go', to: next.prove(verdict.pending), writes: saving(verdict.writes) }
    case 'refused': {
      const [reason] = Object.values(verdict.errors)
      const refused = { accountId: who.accountId, reason: reason?.key ?? 'refused', visitor: submission.visitor }
      const stay = { kind: 'stay', errors: verdict.errors, to: next.prove(verdict.pending ?? proving) } as const
      return isNoTry(refused.reason) ? stay : { ...stay, writes: noteRefusal(parts, refused) }
    }
  }
}

/** What cannot be a code guesses nothing and is not counted: without an end to it, the trail would have none either. */
function isNoTry(reason: string): boolean {
  return reason.endsWith('.malformed') || reason.endsWith('.empty')
}

/** Any other method or phone of the account. */
export async function chooseSecondFactor<State>(
  parts: Parts,
  { who, submission, next }: Waiting<State>,
): Promise<Move<State, never, NationalTables>> {
  const { choice: wanted } = submission.fields
  const choice = (await choicesOf(parts, who.accountId)).find(each => choiceKey(each) === wanted)
  if (!choice) return { kind: 'stay', errors: { choice: { key: 'prove.choose' } } }
  const started = await startProving(parts, whose(who, submission), choice)
  if (started.kind === 'refused') return { kind: 'stay', errors: started.errors }
  return { kind: 'go', to: next.prove(started.pending), writes: saving(started.writes) }
}

function whose({ accountId }: SignInWho, submission: Submission) {
  return { accountId, purpose: 'sign-in', submission } as const
}

type Completing<State, End> = {
  who: SignInWho
  submission: Submission
  proved: Proved
  /** What else somebody proved, and what is saved with the sign-in or stands against it. */
  further?: { references: MethodReference[]; writes: Writes<State, End, NationalTables> }
}
type Completed = z.infer<typeof signedIn> | LockedOut | { kind: 'overtaken' }

/** Password and second factor were right: in, unless something changed meanwhile. */
export function complete<State, End>(
  parts: Parts,
  { who, submission, proved, further }: Completing<State, End>,
): Move<State, Completed | End, NationalTables> {
  const { proof, lastWord } = proved
  const { accountId, goTo } = who
  const { visitor } = submission
  const token = newSessionToken(parts)
  return {
    kind: 'end',
    as: { kind: 'signed-in', token, goTo },
    writes: async tx => {
      const used = await lastWord?.(tx)
      if (used) return { kind: 'stay', errors: { form: used } }
      if (!(await passwordStillHolds(parts, tx, who))) return { kind: 'end', as: { kind: 'overtaken' } }
      const references = ['pwd', ...proof.references, ...(further?.references ?? [])]
      const locked = await enterAccount(parts, tx, { accountId, token, visitor, references, proof })
      if (locked) return { kind: 'end', as: locked }
      return further?.writes(tx)
    },
  }
}
