import type { Flow, Move, Submission } from '@motcua/sign-in/flow/flow.ts'
import { knownBrowser } from '@motcua/sign-in/limits/known-browser.ts'
import { z } from 'zod'
import { nameOf, verifiedValue } from '../../accounts/account.ts'
import { accountsStore } from '../../accounts/accounts-store.ts'
import { HANDLES_PER_METHOD } from '../../accounts/add-handle.ts'
import { handlesStore } from '../../accounts/handles-store.ts'
import { drawRecoveryCodes } from '../../accounts/recovery-codes.ts'
import type { NationalTables } from '../../db/tables.ts'
import type { Parts } from '../../parts.ts'
import type { Enrolling, Enrolment, Method } from '../../steps/method.ts'
import { saving } from '../../steps/saving.ts'
import { type Keeping, keepMethod } from './keep-method.ts'

/** A method that may be added by its holder. */
export type AddableMethod = Method & { enrolment: Enrolment }

const addMethodState = ({ pending }: Enrolment) =>
  z.discriminatedUnion('step', [z.object({ step: z.literal('form') }), z.object({ step: z.literal('prove'), pending })])

const addMethodEnd = z.discriminatedUnion('kind', [
  /** `recoveryCodes`: where this made them; their holder sees them now or never. */
  z.object({ kind: z.literal('added'), recoveryCodes: z.array(z.string()) }),
  z.object({ kind: z.literal('not-now') }),
])

export type AddMethodState = z.infer<ReturnType<typeof addMethodState>>
export type AddMethodEnd = z.infer<typeof addMethodEnd>
export type AddMethodMove = Move<AddMethodState, AddMethodEnd, NationalTables>

export type Adding = { method: AddableMethod; accountId: string }

/**
 * *Thêm phương thức xác thực*: what must be stated first, then the proof that the new one works, whatever the method.
 * The flow is the account's as well as the browser's: its kind names both method and account, so under anybody else's
 * session it is not found.
 */
export function addMethod(parts: Parts, adding: Adding): Flow<AddMethodState, AddMethodEnd, NationalTables> {
  const { method, accountId } = adding
  return {
    kind: `add-method:${method.id}:${accountId}`,
    ...{ state: addMethodState(method.enrolment), end: addMethodEnd, first: { step: 'form' } },
    steps: {
      form: (_at, submission) => begin(parts, { adding, submission }),
      prove: (at, submission) => prove(parts, { adding, at, submission }),
    },
  }
}

type Beginning = { adding: Adding; submission: Submission }

async function begin(parts: Parts, { adding, submission }: Beginning): Promise<AddMethodMove> {
  const asking = await enrolling(parts, { adding, submission })
  if (asking.handles.length >= HANDLES_PER_METHOD) return { kind: 'stay', errors: { form: { key: 'method.too-many' } } }
  const begun = await adding.method.enrolment.begin(asking)
  if (begun.kind === 'refused') return { kind: 'stay', errors: begun.errors }
  return { kind: 'go', to: { step: 'prove', pending: begun.pending }, writes: saving(begun.writes) }
}

type Proving = Beginning & { at: Extract<AddMethodState, { step: 'prove' }> }

async function prove(parts: Parts, { adding, at, submission }: Proving): Promise<AddMethodMove> {
  const answer = await adding.method.enrolment.answer(await enrolling(parts, { adding, submission }), at.pending)
  switch (answer.kind) {
    case 'asked':
      return { kind: 'go', to: { ...at, pending: answer.pending }, writes: saving(answer.writes) }
    case 'refused':
      return {
        ...{ kind: 'stay', errors: answer.errors, to: { ...at, pending: answer.pending ?? at.pending } },
        writes: saving(answer.writes),
      }
    case 'enrolled':
      return added(parts, {
        ...{ adding, submission, handle: answer.handle, certified: answer.certified },
        recoveryCodes: adding.method.standIn === 'recovery-codes' ? drawRecoveryCodes(parts.random) : [],
      })
  }
}

type Added = Beginning & Pick<Keeping, 'handle' | 'certified' | 'recoveryCodes'>

function added(parts: Parts, { recoveryCodes, ...rest }: Added): AddMethodMove {
  return {
    ...{ kind: 'end', as: { kind: 'added', recoveryCodes } },
    writes: async tx => {
      const { adding, submission, handle, certified } = rest
      const proved = { handle, certified, recoveryCodes }
      const kept = await keepMethod(parts, tx, { ...adding, ...proved, visitor: submission.visitor })
      switch (kept.kind) {
        case 'kept':
          return undefined
        case 'has-codes':
          return added(parts, { ...rest, recoveryCodes: [] })
        case 'not-now':
          return { kind: 'end', as: { kind: 'not-now' } }
        case 'refused':
          return { kind: 'stay', errors: { form: { key: kept.key } }, to: { step: 'form' } }
      }
    },
  }
}

async function enrolling(parts: Parts, { adding, submission }: Beginning): Promise<Enrolling> {
  const { method, accountId } = adding
  const account = await accountsStore(parts.db, parts).find(accountId)
  if (!account) throw new Error(`a session without an account: ${accountId}`)
  const loginName = verifiedValue(account, 'citizenIdNumber') ?? verifiedValue(account, 'identityCardNumber') ?? ''
  const person = { loginName, fullName: nameOf(account) ?? '' }
  return {
    ...{ purpose: 'add-method', accountId, submission, person },
    handles: await handlesStore(parts.db, parts).list(accountId, method.id),
    knownBrowser: await knownBrowser(parts, { accountId, visitor: submission.visitor }),
  }
}
