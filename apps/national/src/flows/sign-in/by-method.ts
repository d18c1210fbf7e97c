import type { Flow, Move, Submission } from '@motcua/sign-in/flow/flow.ts'
import { localPath } from '@motcua/sign-in/form/form.ts'
import { knownBrowser } from '@motcua/sign-in/limits/known-browser.ts'
import { minutesUntil } from '@motcua/sign-in/limits/limits.ts'
import { z } from 'zod'
import type { NationalTables } from '../../db/tables.ts'
import type { Parts } from '../../parts.ts'
import { byNobody, type Introduced, type LastWord, type Method, type Proof } from '../../steps/method.ts'
import { provingOf } from '../../steps/prove.ts'
import { saving } from '../../steps/saving.ts'
import { enterAccount, lockedOut, newSessionToken, signedIn } from '../enter.ts'
import { noteRefusal } from './refusals.ts'
import {
  beginRenewal,
  chooseConfirmation,
  confirmRenewal,
  type Renewal,
  type RenewalState,
  renewal,
} from './renew-certificate.ts'
import { renewedAccount } from './renewed-account.ts'

const HOME = '/tai-khoan'

const end = z.discriminatedUnion('kind', [signedIn, lockedOut])

/** `confirm`, `choose`: a certificate that was renewed is confirmed by another method. */
export type ByMethodState = { step: 'begin' } | { step: 'prove'; goTo: string; pending: unknown } | RenewalState
export type ByMethodEnd = z.infer<typeof end>
type ByMethodMove = Move<ByMethodState, ByMethodEnd, NationalTables>

/** Sign-in without a name, by a method that tells by itself whose account it is. */
export function signInByMethod(parts: Parts, method: Method): Flow<ByMethodState, ByMethodEnd, NationalTables> {
  if (method.identifies !== 'account') throw new Error(`${method.id} tells nobody's account`)
  return {
    kind: `sign-in-${method.id}`,
    state: stateOf(parts, method),
    ...{ end, first: { step: 'begin' } },
    steps: {
      begin: (_state, submission) => begin(method, submission),
      prove: (at, submission) => prove(parts, { method, at, submission }),
      confirm: (at, submission) => confirmRenewal(parts, { ...at, method, submission }),
      choose: ({ renewal: of }, submission) => chooseConfirmation(parts, { renewal: of, method, submission }),
    },
  }
}

function stateOf({ methods }: Parts, method: Method): z.ZodType<ByMethodState> {
  return z.discriminatedUnion('step', [
    z.object({ step: z.literal('begin') }),
    z.object({ step: z.literal('prove'), goTo: z.string(), pending: method.pending }),
    z.object({ step: z.literal('confirm'), renewal, proving: provingOf(methods) }),
    z.object({ step: z.literal('choose'), renewal }),
  ])
}

async function begin(method: Method, submission: Submission): Promise<ByMethodMove> {
  const goTo = localPath(submission.fields.ve) ?? HOME
  const started = await method.start(byNobody('sign-in', submission))
  if (started.kind === 'refused') return { kind: 'stay', errors: started.errors }
  return { kind: 'go', to: { step: 'prove', goTo, pending: started.pending }, writes: saving(started.writes) }
}

type At = Extract<ByMethodState, { step: 'prove' }>
type Proving = { method: Method; at: At; submission: Submission }

/** Tries are counted by place before they are looked at; those that fail stay counted. */
async function prove(parts: Parts, { method, at, submission }: Proving): Promise<ByMethodMove> {
  const { visitor } = submission
  const tries = `sign-in-${method.id}:${visitor.place}`
  const here = await parts.limits.use(tries, parts.rules.password.perPlace)
  const verdict = await method.answer(byNobody('sign-in', submission), at.pending)
  if (verdict.kind !== 'refused' || verdict.tried === 'nothing') await parts.limits.takeBack(tries)
  switch (verdict.kind) {
    case 'proved': {
      const { proof, writes: lastWord } = verdict
      const mayEnter = here.kind === 'within' || (await isKnown(parts, { proof, submission }))
      if (mayEnter) return enter(parts, { at, submission, proof, lastWord })
      // A page that waits for what is there already would come again and again.
      return { ...closed(parts, here.until), to: { step: 'begin' } }
    }
    case 'asked':
      return { kind: 'go', to: { ...at, pending: verdict.pending }, writes: saving(verdict.writes) }
    case 'refused': {
      const { errors, accountId, pending = at.pending } = verdict
      const renewed = verdict.introduced && (await renewalOf(parts, { method, at, introduced: verdict.introduced }))
      if (renewed && here.kind === 'within') {
        await parts.limits.takeBack(tries)
        return beginRenewal(parts, { method, renewal: renewed, submission })
      }
      const [reason] = Object.values(errors)
      const told = here.kind === 'within' ? { kind: 'stay' as const, errors } : closed(parts, here.until)
      const refused = { accountId, reason: reason?.key ?? 'refused', visitor }
      return { ...told, to: { ...at, pending }, writes: noteRefusal(parts, refused) }
    }
  }
}

type Introducing = { method: Method; at: At; introduced: Introduced }

async function renewalOf(parts: Parts, { method, at, introduced }: Introducing): Promise<Renewal | undefined> {
  const accountId = await renewedAccount(parts, { method: method.id, certified: introduced.certified })
  return accountId === undefined ? undefined : { accountId, goTo: at.goTo, introduced }
}

function closed({ clock }: Parts, until: Date) {
  const error = { key: 'prove.too-many', values: { minutes: minutesUntil(until, clock()) } }
  return { kind: 'stay' as const, errors: { form: error } }
}

/** What strangers behind the same address use up is not counted against a browser that the account knows. */
async function isKnown(
  parts: Parts,
  { proof, submission }: { proof: Proof; submission: Submission },
): Promise<boolean> {
  const { accountId } = proof.handle
  return (await knownBrowser(parts, { accountId, visitor: submission.visitor })) !== undefined
}

type Entering = { at: At; submission: Submission; proof: Proof; lastWord: LastWord | undefined }

function enter(parts: Parts, { at, submission, proof, lastWord }: Entering): ByMethodMove {
  const token = newSessionToken(parts)
  return {
    kind: 'end',
    as: { kind: 'signed-in', token, goTo: at.goTo },
    writes: async tx => {
      const used = await lastWord?.(tx)
      if (used) return { kind: 'stay', errors: { form: used } }
      const { visitor } = submission
      const { references, handle } = proof
      const entering = { accountId: handle.accountId, token, visitor, references, proof }
      const locked = await enterAccount(parts, tx, entering)
      return locked && { kind: 'end', as: locked }
    },
  }
}
