import type { Submission } from '@motcua/sign-in/flow/flow.ts'
import { knownBrowser } from '@motcua/sign-in/limits/known-browser.ts'
import type { Language } from '@motcua/ui/words.ts'
import { z } from 'zod'
import { type Handle, handlesStore } from '../accounts/handles-store.ts'
import type { Parts } from '../parts.ts'
import type { Choice } from './choice.ts'
import {
  type Asked,
  type Asking,
  isAsStrong,
  type Method,
  type MethodLine,
  type Purpose,
  type Started,
  type Strength,
  type Verdict,
} from './method.ts'

/** What a flow keeps while somebody proves themselves. */
export type Proving = Choice & { pending: unknown }

/** The state of a flow's step that proves: one shape for each method there is. */
export function provingOf(methods: Method[]): z.ZodType<Proving> {
  return z
    .object({ method: z.string(), handleId: z.string().optional(), pending: z.unknown() })
    .refine(({ method, pending }) =>
      methods.some(({ id, pending: own }) => id === method && own.safeParse(pending).success),
    )
}

export type Who = { accountId: string; purpose: Purpose; submission: Submission }

export type Offered = Choice & { handles: Handle[] }

/** Everything as strong as that with which this account may prove itself, what it used last first: people go on as they are used to. */
export async function choicesOf(
  parts: Pick<Parts, 'db' | 'sealer' | 'index' | 'methods'>,
  accountId: string,
  strength: Strength = 'factor',
): Promise<Offered[]> {
  const suitable = parts.methods.filter(method => isAsStrong(method.strength, strength))
  return choicesAmong(suitable, await handlesStore(parts.db, parts).list(accountId))
}

/** What these handles prove, in that order. */
export function choicesAmong(methods: Method[], handles: Handle[]): Offered[] {
  const choices = methods.flatMap(method =>
    offers(
      method,
      handles.filter(handle => handle.method === method.id),
    ),
  )
  return choices.sort((a, b) => lastUse(b.handles) - lastUse(a.handles))
}

/** The same as lines to pick from. */
export async function linesOf(
  parts: Pick<Parts, 'db' | 'sealer' | 'index' | 'methods'>,
  { accountId, language }: { accountId: string; language: Language },
): Promise<(Choice & { line: MethodLine })[]> {
  const choices = await choicesOf(parts, accountId)
  return choices.map(choice => ({ ...choice, line: methodOf(parts, choice.method).line(choice.handles, language) }))
}

function offers({ id, offered }: Method, handles: Handle[]): Offered[] {
  if (handles.length === 0) return []
  if (offered === 'all') return [{ method: id, handles }]
  return handles.map(handle => ({ method: id, handleId: handle.id, handles: [handle] }))
}

function lastUse(handles: Handle[]): number {
  return Math.max(...handles.map(({ lastUsedAt }) => lastUsedAt?.getTime() ?? 0))
}

/** Begins to prove with what was chosen. */
export async function startProving(parts: Parts, who: Who, choice: Choice): Promise<Started<Proving>> {
  const asking = await askingOf(parts, who, choice)
  if (!asking) return { kind: 'refused', errors: { form: { key: 'prove.gone' } } }
  const started = await methodOf(parts, choice.method).start(asking)
  return started.kind === 'asked' ? kept(choice, started) : started
}

/** Judges a reply; `gone` where the handle was taken away meanwhile. */
export async function answerProving(parts: Parts, who: Who, proving: Proving): Promise<Verdict<Proving>> {
  const asking = await askingOf(parts, who, proving)
  if (!asking) return { kind: 'refused', errors: { form: { key: 'prove.gone' } } }
  const verdict = await methodOf(parts, proving.method).answer(asking, proving.pending)
  switch (verdict.kind) {
    case 'proved':
      return verdict
    case 'asked':
      return kept(proving, verdict)
    case 'refused':
      return { ...verdict, pending: { ...proving, pending: verdict.pending ?? proving.pending } }
  }
}

/** Whether the reply came from elsewhere meanwhile; of a method whose replies never do, it did not. */
export async function hasReplied({ arrived }: Pick<Method, 'arrived'>, pending: unknown): Promise<boolean> {
  return (await arrived?.(pending)) ?? false
}

/** The same of what an account was asked for. */
export function hasArrived({ methods }: Pick<Parts, 'methods'>, { method, pending }: Proving): Promise<boolean> {
  return hasReplied(methodOf({ methods }, method), pending)
}

function kept({ method, handleId }: Choice, asked: Asked<unknown>): Asked<Proving> {
  return { ...asked, pending: { method, ...(handleId ? { handleId } : {}), pending: asked.pending } }
}

async function askingOf(parts: Parts, { accountId, purpose, submission }: Who, choice: Choice) {
  const all = await handlesStore(parts.db, parts).list(accountId, choice.method)
  const handles = choice.handleId === undefined ? all : all.filter(({ id }) => id === choice.handleId)
  if (handles.length === 0) return undefined
  const known = await knownBrowser(parts, { accountId, visitor: submission.visitor })
  return { purpose, accountId, handles, submission, knownBrowser: known } satisfies Asking
}

export function methodOf({ methods }: Pick<Parts, 'methods'>, id: string): Method {
  const method = methods.find(each => each.id === id)
  if (!method) throw new Error(`there is no method ${id}`)
  return method
}
