import { minutesUntil } from '@motcua/sign-in/limits/limits.ts'
import { slowDown } from '@motcua/sign-in/limits/slow-down.ts'
import { admitTry, type Tried } from '@motcua/sign-in/otp/wrong-codes.ts'
import { z } from 'zod'
import type { Handle } from '../accounts/handles-store.ts'
import type { Parts } from '../parts.ts'
import type { Asking, LastWord, Method, Verdict } from './method.ts'

const waiting = z.object({ wrongTries: z.number().int() })
export type Waiting = z.infer<typeof waiting>

/** A code that is known beforehand to whoever owns it, and typed in: what is its own about it. */
export type TypedCode = Pick<Method, 'id' | 'references' | 'strength'> & {
  /** The form's field. */
  field: string
  parse(text: string): { kind: 'ok'; value: string } | { kind: 'refused'; reason: string }
  /** Whose code it is, `used` where it was used before, undefined where it is wrong. */
  judge(code: string, handles: Handle[]): Judged
  /** Uses it up, in the transaction of what it proves; false when somebody did meanwhile. */
  spend(judged: Right, asking: Asking): (...tx: Parameters<LastWord>) => Promise<boolean>
}

export type Right = { handle: Handle; step?: number }
export type Judged = Right | 'used' | undefined

type CodeParts = Pick<Parts, 'limits' | 'rules' | 'clock' | 'pause'>
type Typed = Pick<Method<Waiting>, 'pending' | 'start' | 'answer'>

/**
 * How such a code is asked for and judged: counted before it is looked at, with the wrong codes of SMS and of every other
 * method; five tries in a flow; once. What is wrong has the key `id.reason`: `malformed` and what else the parser says,
 * `wrong`, `used`, `used-up`, `too-many-wrong`.
 */
export function typedCode(parts: CodeParts, code: TypedCode): Typed {
  return {
    pending: waiting,
    async start(_asking, before) {
      return { kind: 'asked', pending: before ?? { wrongTries: 0 } }
    },
    answer: (asking, pending) => answer(parts, { code, asking, pending }),
  }
}

type Answering = { code: TypedCode; asking: Asking; pending: Waiting }

async function answer(parts: CodeParts, { code, asking, pending }: Answering): Promise<Verdict<Waiting>> {
  const { triesPerFlow } = parts.rules.otp
  if (pending.wrongTries >= triesPerFlow) return refused(code, 'used-up')
  const parsed = code.parse(asking.submission.fields[code.field] ?? '')
  if (parsed.kind === 'refused') return refused(code, parsed.reason)
  const admitted = await admitTry({ limits: parts.limits, rules: parts.rules.otp }, triedOf(code, asking))
  if (admitted.kind === 'closed')
    return refused(code, 'too-many-wrong', { minutes: minutesUntil(admitted.until, parts.clock()) })
  const wait = slowDown(admitted.tries, parts.rules.otp.slowFrom)
  if (wait > 0) await parts.pause(wait)
  const judged = code.judge(parsed.value, asking.handles)
  if (judged === 'used') return refused(code, 'used')
  if (judged === undefined) return wrong({ code, pending, triesLeft: triesPerFlow - pending.wrongTries - 1 })
  await admitted.proved()
  return proved(code, judged, asking)
}

/** The method stands where a phone does. */
function triedOf({ id }: TypedCode, { purpose, accountId, knownBrowser, submission }: Asking): Tried {
  if (!accountId) throw new Error(`a code of ${id} is nobody's`)
  return { purpose, subject: accountId, phone: id, place: submission.visitor.place, browser: knownBrowser }
}

function proved(code: TypedCode, right: Right, asking: Asking): Verdict<Waiting> {
  const { id: method, references, strength } = code
  const spend = code.spend(right, asking)
  return {
    ...{ kind: 'proved', proof: { method, references, strength, handle: right.handle } },
    writes: async tx => ((await spend(tx)) ? undefined : { key: `${code.id}.used` }),
  }
}

function wrong({ code, pending, triesLeft }: { code: TypedCode; pending: Waiting; triesLeft: number }) {
  const said = triesLeft === 0 ? refused(code, 'used-up') : refused(code, 'wrong', { triesLeft })
  return { ...said, pending: { wrongTries: pending.wrongTries + 1 } }
}

function refused({ id, field }: TypedCode, reason: string, values?: Record<string, number>) {
  const error = { key: `${id}.${reason}`, ...(values ? { values } : {}) }
  return { kind: 'refused', errors: { [field]: error } } as const
}
