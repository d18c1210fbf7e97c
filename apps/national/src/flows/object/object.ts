import { captchaMissing, captchaProblem } from '@motcua/sign-in/captcha/captcha-step.ts'
import type { Flow, Move, Submission } from '@motcua/sign-in/flow/flow.ts'
import { formReader } from '@motcua/sign-in/form/form.ts'
import { minutesUntil } from '@motcua/sign-in/limits/limits.ts'
import { z } from 'zod'
import { parseObjectionCode } from '../../accounts/objection-code.ts'
import { object, objectionable } from '../../accounts/objections.ts'
import { objectionsStore } from '../../accounts/objections-store.ts'
import { tellHolder } from '../../accounts/tell-holder.ts'
import type { NationalTables } from '../../db/tables.ts'
import type { Parts } from '../../parts.ts'

const event = z.enum(objectionable)
const state = z.discriminatedUnion('step', [
  z.object({ step: z.literal('code') }),
  z.object({ step: z.literal('confirm'), id: z.string(), accountId: z.string(), event, at: z.number() }),
])
const end = z.object({ kind: z.enum(['objected', 'too-late']) })

export type ObjectState = z.infer<typeof state>
export type ObjectEnd = z.infer<typeof end>
type ObjectMove = Move<ObjectState, ObjectEnd, NationalTables>
type Confirming = { at: Extract<ObjectState, { step: 'confirm' }>; submission: Submission }

/**
 * *Không phải tôi*: the code from a notice, what it is about, and then the account is locked and the change taken back.
 * Whoever has the code reads that owner's messages; it opens nothing, it only closes.
 */
export function objectFlow(parts: Parts): Flow<ObjectState, ObjectEnd, NationalTables> {
  return {
    ...{ kind: 'object', state, end, first: { step: 'code' } },
    steps: {
      code: (_state, submission) => giveCode(parts, submission),
      confirm: (at, submission) => confirm(parts, { at, submission }),
    },
  }
}

async function giveCode(parts: Parts, { fields, visitor }: Submission): Promise<ObjectMove> {
  const form = formReader(fields)
  const code = form.read('code', 'objection-code', parseObjectionCode)
  if (!code) return { kind: 'stay', errors: { ...form.errors, ...captchaMissing(fields) } }
  const captcha = await captchaProblem(parts, fields)
  if (captcha) return { kind: 'stay', errors: { captcha } }
  const used = await parts.limits.use(`objection:place:${visitor.place}`, parts.rules.objectionsPerPlace)
  if (used.kind === 'exceeded') {
    const minutes = minutesUntil(used.until, parts.clock())
    return { kind: 'stay', errors: { form: { key: 'objection.too-many', values: { minutes } } } }
  }
  const found = await objectionsStore(parts.db, parts).find(code, parts.clock())
  if (!found) return { kind: 'stay', errors: { code: { key: 'objection-code.unknown' } } }
  const { id, accountId, at } = found
  return {
    kind: 'go',
    to: { step: 'confirm', id, accountId, event: event.parse(found.event), at: at.getTime() },
  }
}

async function confirm(parts: Parts, { at, submission }: Confirming): Promise<ObjectMove> {
  return {
    ...{ kind: 'end', as: { kind: 'objected' } },
    writes: async tx => {
      if (!(await object(parts, tx, at))) return { kind: 'end', as: { kind: 'too-late' } }
      const { language } = submission.visitor
      await tellHolder(parts, tx, { kind: 'account-locked', accountId: at.accountId, language })
      return undefined
    },
  }
}
