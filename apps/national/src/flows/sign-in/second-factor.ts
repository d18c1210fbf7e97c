import type { Submission } from '@motcua/sign-in/flow/flow.ts'
import type { Parts } from '../../parts.ts'
import { choiceKey } from '../../steps/choice.ts'
import type { LastWord, Proof } from '../../steps/method.ts'
import { answerProving, choicesOf, startProving } from '../../steps/prove.ts'
import { saving } from '../../steps/saving.ts'
import { enterAccount, newSessionToken } from '../enter.ts'
import { beginLostPhone } from './lost-phone.ts'
import { noteRefusal } from './refusals.ts'
import type { SignInAt, SignInMove, SignInWho } from './state.ts'
import { passwordStillHolds } from './still-holds.ts'

type Proved = { proof: Proof; lastWord: LastWord | undefined }

/** The second factor's page: its reply, *Chọn phương thức xác thực khác*, *Mất số điện thoại nhận OTP*. */
export async function prove(
  parts: Parts,
  { at, submission }: { at: SignInAt<'prove'>; submission: Submission },
): Promise<SignInMove> {
  const { who, proving } = at
  if (submission.fields.action === 'other') return { kind: 'go', to: { step: 'choose', who } }
  if (submission.fields.action === 'lost-phone') return beginLostPhone(parts, { who, submission })
  const verdict = await answerProving(parts, whose(who, submission), proving)
  switch (verdict.kind) {
    case 'proved':
      return enter(parts, { at, submission, proved: { proof: verdict.proof, lastWord: verdict.writes } })
    case 'asked':
      return { kind: 'go', to: { ...at, proving: verdict.pending }, writes: saving(verdict.writes) }
    case 'refused': {
      const [reason] = Object.values(verdict.errors)
      const refused = { accountId: who.accountId, reason: reason?.key ?? 'refused', visitor: submission.visitor }
      return {
        ...{ kind: 'stay', errors: verdict.errors, to: { ...at, proving: verdict.pending ?? proving } },
        writes: noteRefusal(parts, refused),
      }
    }
  }
}

/** *Chọn phương thức xác thực khác*: any other method or phone of the account. */
export async function chooseOther(
  parts: Parts,
  { at, submission }: { at: SignInAt<'choose'>; submission: Submission },
): Promise<SignInMove> {
  const { who } = at
  const { choice: wanted } = submission.fields
  const choice = (await choicesOf(parts, who.accountId)).find(each => choiceKey(each) === wanted)
  if (!choice) return { kind: 'stay', errors: { choice: { key: 'prove.choose' } } }
  const started = await startProving(parts, whose(who, submission), choice)
  if (started.kind === 'refused') return { kind: 'stay', errors: { form: started.error } }
  return { kind: 'go', to: { step: 'prove', who, proving: started.pending }, writes: saving(started.writes) }
}

function whose({ accountId }: SignInWho, submission: Submission) {
  return { accountId, purpose: 'sign-in', submission } as const
}

type Entering = { at: SignInAt<'prove'>; submission: Submission; proved: Proved }

function enter(parts: Parts, { at, submission, proved }: Entering): SignInMove {
  const { who } = at
  const { proof, lastWord } = proved
  const token = newSessionToken(parts)
  return {
    kind: 'end',
    as: { kind: 'signed-in', token, goTo: who.goTo },
    writes: async tx => {
      const used = await lastWord?.(tx)
      if (used) return { kind: 'stay', errors: { form: used } }
      if (!(await passwordStillHolds(tx, who))) return { kind: 'end', as: { kind: 'overtaken' } }
      const references = ['pwd', ...proof.references]
      const { visitor } = submission
      const locked = await enterAccount(parts, tx, { accountId: who.accountId, token, visitor, references, proof })
      return locked && { kind: 'end', as: locked }
    },
  }
}
