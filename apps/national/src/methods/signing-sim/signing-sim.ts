import { maskPhone } from '@motcua/identifiers/phone.ts'
import { html } from '@motcua/ui/html.ts'
import { plain } from '@motcua/ui/words.ts'
import { keptCertificate } from '../../accounts/certified.ts'
import { type Handle, handlesStore } from '../../accounts/handles-store.ts'
import { certificateLine, handleOfCertificate } from '../../certificates/registered.ts'
import { SIGNING_SIM } from '../../sim-prompts/known-owner.ts'
import { promptsStore } from '../../sim-prompts/prompts-store.ts'
import {
  type Asking,
  anyEnrolment,
  type LastWord,
  type Method,
  type Started,
  type Verdict,
} from '../../steps/method.ts'
import type { MethodParts } from '../parts.ts'
import { beginPrompt, beginTyped } from './begin.ts'
import { signingSimEnrolment } from './enrolment.ts'
import { hasReply, judgeReply } from './judge-reply.ts'
import { messages } from './messages.ts'
import { opening } from './opening.ts'
import { type OpenPrompt, overBecause, type SimPending, simPending } from './pending.ts'
import { provePage } from './prove-page.ts'
import { shownNow } from './shown-now.ts'

/** A key on a smart card, used after its PIN, over a way of its own (RFC 8176 §2). */
const REFERENCES = ['sc', 'pin', 'mca', 'mfa']
const NOT_BELIEVED = { key: 'sim.not-believed' }

/**
 * *SIM ký số*: the key of a certificate in a phone's SIM, used through the mobile operator's signature service. Strong, but
 * not bound to our origin: whoever is led astray may compare the code of a page that only passes it on.
 */
export function signingSimMethod(parts: MethodParts): Method<SimPending> {
  return {
    ...{ id: SIGNING_SIM, references: REFERENCES, strength: 'strong' },
    ...{ identifies: 'account', offered: 'each', pending: simPending },
    start: asking => start(parts, asking),
    answer: (asking, pending) => answer(parts, asking, pending),
    arrived: pending => hasReply(parts, pending),
    page: (view, pending) => provePage(view, { ...shownNow(parts), pending }),
    line([handle], language) {
      const title = plain(language, messages)('sim.title')
      if (!handle) return { icon: 'card-sim', title, text: plain(language, messages)('sim.text') }
      const name = maskPhone(keptCertificate(handle).phone ?? '')
      const line = certificateLine(handle, { language, now: parts.clock(), name })
      return { icon: 'card-sim', title, text: html`<span class="digits">${line}</span>` }
    },
    opening,
    enrolment: anyEnrolment(signingSimEnrolment(parts)),
  }
}

/** Where nobody is known the number is typed; else it is that of the SIM that was picked. */
async function start(parts: MethodParts, asking: Asking): Promise<Started<SimPending>> {
  const [handle] = asking.handles
  return handle ? beginPrompt(parts, asking, { phone: phoneOf(handle), from: 'registered' }) : beginTyped(parts, asking)
}

function phoneOf(handle: Handle): string {
  const { phone } = keptCertificate(handle)
  if (phone === undefined) throw new Error(`the SIM ${handle.id} has no number`)
  return phone
}

async function answer(parts: MethodParts, asking: Asking, pending: SimPending): Promise<Verdict<SimPending>> {
  const judged = await judgeReply(parts, asking, pending)
  switch (judged.kind) {
    case 'asked':
      return judged
    case 'refused': {
      const handle = judged.certificate && (await handleOf(parts, asking, judged.certificate.fingerprint))
      const { error, pending: over, tried } = judged
      const refused = { kind: 'refused', errors: { form: error }, pending: over, ...(tried ? { tried } : {}) } as const
      return handle ? { ...refused, accountId: handle.accountId } : refused
    }
    case 'signed':
      if (pending.state !== 'open') throw new Error('a prompt that is over was signed')
      return meet(parts, asking, { ...judged, pending })
  }
}

type Signed = Extract<Awaited<ReturnType<typeof judgeReply>>, { kind: 'signed' }> & { pending: OpenPrompt }

/** The account that registered the certificate; where none has, and nobody is known, whom it names. */
async function meet(parts: MethodParts, asking: Asking, signed: Signed): Promise<Verdict<SimPending>> {
  const { pending, certificate, certified } = signed
  const handle = await handleOf(parts, asking, certificate.fingerprint)
  if (handle && phoneOf(handle) !== pending.phone) {
    // Its holder would be signed in where somebody else asked, by a service that mixes up phones or lies.
    parts.log.error({ promptId: pending.promptId }, 'another SIM signed than the one of the number that was asked')
    return { kind: 'refused', errors: { form: NOT_BELIEVED }, pending: overBecause(pending, NOT_BELIEVED) }
  }
  if (handle) {
    const proof = { method: SIGNING_SIM, references: REFERENCES, strength: 'strong', handle } as const
    return { kind: 'proved', proof, writes: lastWord(parts, { handle, promptId: pending.promptId }) }
  }
  const refused = (key: string) =>
    ({ kind: 'refused', errors: { form: { key } }, pending: overBecause(pending, { key }) }) as const
  if (!(await promptsStore(parts.db, parts).consume(pending.promptId))) return refused('sim.spent')
  if (asking.accountId) return refused('sim.foreign')
  return {
    ...refused('sim.unknown'),
    introduced: { references: REFERENCES, certified, handle: handleOfCertificate(certificate.fingerprint, certified) },
  }
}

/** Of the account that proves itself, whichever of its SIMs on that number signed; else of whoever registered it. */
async function handleOf(parts: MethodParts, { accountId }: Asking, fingerprint: string) {
  const handle = await handlesStore(parts.db, parts).identified(SIGNING_SIM, fingerprint)
  return accountId === undefined || handle?.accountId === accountId ? handle : undefined
}

type Proved = { handle: Handle; promptId: string }

/** A prompt proves once, and nothing once the certificate was taken from its account. */
function lastWord(parts: MethodParts, { handle, promptId }: Proved): LastWord {
  return async tx => {
    if (!(await promptsStore(tx, parts).consume(promptId))) return { key: 'sim.spent' }
    return (await handlesStore(tx, parts).find(handle.accountId, handle.id)) ? undefined : { key: 'prove.gone' }
  }
}
