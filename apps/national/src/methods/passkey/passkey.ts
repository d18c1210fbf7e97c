import type { FieldError } from '@motcua/sign-in/flow/flow.ts'
import { plain } from '@motcua/ui/words.ts'
import { type Handle, handlesStore } from '../../accounts/handles-store.ts'
import { isOver, newChallenge } from '../../steps/challenge.ts'
import { type Asking, anyEnrolment, type LastWord, type Method, type Verdict } from '../../steps/method.ts'
import type { MethodParts } from '../parts.ts'
import { judgeAssertion } from './assertion.ts'
import { type Challenged, challenged } from './challenge.ts'
import { descriptorOf, passkeyOf } from './credential.ts'
import { passkeyEnrolment } from './enrolment.ts'
import { messages } from './messages.ts'
import { opening } from './opening.ts'
import { provePage } from './prove-page.ts'
import { parseAssertion } from './reply.ts'

/**
 * A passkey (WebAuthn Level 3): a key for this site alone on the person's device, used after fingerprint, face or screen
 * lock, and so two factors in one. Where nobody is known yet it tells by itself whose account it is.
 */
export function passkeyMethod(parts: MethodParts): Method<Challenged> {
  return {
    ...{ id: 'passkey', references: ['user', 'mfa'], strength: 'phishing-resistant' },
    ...{ identifies: 'account', offered: 'all', pending: challenged },
    start: async asking => asked(parts, asking),
    answer: (asking, pending) => answer(parts, asking, pending),
    page: (view, pending) => provePage(view, { pending, site: parts.site, now: parts.clock() }),
    line(handles, language) {
      const say = plain(language, messages)
      const names = handles.map(handle => passkeyOf(handle).name).join(' · ')
      return { icon: 'key-round', title: say('passkey.title'), text: names === '' ? say('passkey.text') : names }
    },
    opening,
    enrolment: anyEnrolment(passkeyEnrolment(parts)),
    standIn: 'recovery-codes',
  }
}

function asked(parts: MethodParts, asking: Asking) {
  return { kind: 'asked', pending: challengeFor(parts, asking) } as const
}

/** Where nobody is known, the device offers every passkey it has for this site. */
function challengeFor(parts: MethodParts, { handles }: Asking): Challenged {
  return { ...newChallenge(parts), credentials: handles.map(descriptorOf) }
}

/** Judges the device's answer. Whatever it was, its challenge is good for no other. */
async function answer(parts: MethodParts, asking: Asking, challenge: Challenged): Promise<Verdict<Challenged>> {
  if (asking.submission.fields.action === 'again') return asked(parts, asking)
  const judged = await judge(parts, asking, challenge)
  if (judged.kind === 'refused') {
    const { error, accountId } = judged
    const refused = { kind: 'refused', errors: { form: error }, pending: challengeFor(parts, asking) } as const
    return accountId ? { ...refused, accountId } : refused
  }
  const { handle, counter, backupEligible } = judged
  const references = [backupEligible ? 'swk' : 'hwk', 'user', 'mfa']
  return {
    kind: 'proved',
    proof: { method: 'passkey', references, strength: 'phishing-resistant', handle },
    writes: lastWord(parts, { handle, counter }),
  }
}

type Judged =
  | { kind: 'right'; handle: Handle; counter: number; backupEligible: boolean }
  | { kind: 'refused'; error: FieldError; accountId?: string }

async function judge(parts: MethodParts, asking: Asking, challenge: Challenged): Promise<Judged> {
  const refused = (error: FieldError) => ({ kind: 'refused', error }) as const
  const parsed = parseAssertion(asking.submission.fields.passkey)
  if (parsed.kind === 'missing') return refused({ key: 'passkey.missing' })
  if (parsed.kind === 'malformed') return refused({ key: 'passkey.refused' })
  if (isOver(challenge, parts.clock())) return refused({ key: 'passkey.expired' })
  const { reply } = parsed
  const handle = await handleOf(parts, asking, reply.id)
  if (!handle) return refused(asking.accountId ? { key: 'passkey.foreign' } : { key: 'passkey.unknown' })
  const judged = await judgeAssertion({ site: parts.site, challenge, handle, reply })
  if (judged.kind === 'right') return { ...judged, handle }
  if (judged.reason === 'wrong') return refused({ key: 'passkey.refused' })
  return { ...refused({ key: 'passkey.cloned' }), accountId: handle.accountId }
}

/** Of the account that proves itself; where nobody is known, whoever the key belongs to. */
async function handleOf(parts: MethodParts, { accountId, handles }: Asking, id: string): Promise<Handle | undefined> {
  if (accountId) return handles.find(({ value }) => value === id)
  return handlesStore(parts.db, parts).identified('passkey', id)
}

/** Of two answers with the same count, or after the passkey was removed, none is the last word. */
function lastWord(parts: MethodParts, { handle, counter }: { handle: Handle; counter: number }): LastWord {
  return async tx => {
    const handles = handlesStore(tx, parts)
    if (!(await handles.find(handle.accountId, handle.id))) return { key: 'prove.gone' }
    return counter === 0 || (await handles.raise(handle.id, counter)) ? undefined : { key: 'passkey.cloned' }
  }
}
