import { plain } from '@motcua/ui/words.ts'
import { type Handle, handlesStore } from '../../accounts/handles-store.ts'
import { certificateLine, handleOfCertificate } from '../../certificates/registered.ts'
import { type Asking, anyEnrolment, type LastWord, type Method, type Verdict } from '../../steps/method.ts'
import type { MethodParts } from '../parts.ts'
import { type Challenged, challenged, challengeFor } from './challenge.ts'
import { usbTokenEnrolment } from './enrolment.ts'
import { judgeToken } from './judge-token.ts'
import { messages } from './messages.ts'
import { opening } from './opening.ts'
import { provePage, shownNow } from './prove-page.ts'

const ID = 'usb-token'
/** A key on a smart card, used after its PIN (RFC 8176 §2). */
const REFERENCES = ['sc', 'pin', 'mfa']

/**
 * *USB ký số*: the key of a certificate of one of the two roots, used through the signing agent on the person's computer
 * (contracts/agent.ts). It tells by itself whose account it is; where no account has it, it tells whom it names.
 */
export function usbTokenMethod(parts: MethodParts): Method<Challenged> {
  return {
    ...{ id: ID, references: REFERENCES, strength: 'phishing-resistant' },
    ...{ identifies: 'account', offered: 'all', pending: challenged },
    start: async asking => asked(parts, asking),
    answer: (asking, pending) => answer(parts, asking, pending),
    page: (view, pending) => provePage(view, { ...shownNow(parts), of: 'prove', pending }),
    line(handles, language) {
      const say = plain(language, messages)
      const lines = handles.map(handle => certificateLine(handle, { language, now: parts.clock() }))
      return { icon: 'usb', title: say('usb.title'), text: lines.length === 0 ? say('usb.text') : lines.join(' ') }
    },
    opening,
    enrolment: anyEnrolment(usbTokenEnrolment(parts)),
  }
}

function asked(parts: MethodParts, { purpose }: Asking) {
  return { kind: 'asked', pending: challengeFor(parts, purpose) } as const
}

/** Judges what the agent gave. Whatever it was, its nonce is good for no other. */
async function answer(parts: MethodParts, asking: Asking, challenge: Challenged): Promise<Verdict<Challenged>> {
  if (asking.submission.fields.action === 'again') return asked(parts, asking)
  const { pending } = asked(parts, asking)
  const judged = await judgeToken(parts, { asking, challenge })
  const handle = judged.certificate && (await handleOf(parts, asking, judged.certificate.fingerprint))
  if (judged.kind === 'refused') {
    const refused = { kind: 'refused', errors: { form: judged.error }, pending } as const
    return handle ? { ...refused, accountId: handle.accountId } : refused
  }
  if (handle) return proved(parts, handle)
  if (asking.accountId) return { kind: 'refused', errors: { form: { key: 'usb.foreign' } }, pending }
  const { certificate, certified } = judged
  return {
    ...{ kind: 'refused', errors: { form: { key: 'usb.unknown' } }, pending },
    introduced: { references: REFERENCES, certified, handle: handleOfCertificate(certificate.fingerprint, certified) },
  }
}

function proved(parts: MethodParts, handle: Handle): Verdict<Challenged> {
  const proof = { method: ID, references: REFERENCES, strength: 'phishing-resistant', handle } as const
  return { kind: 'proved', proof, writes: lastWord(parts, handle) }
}

/** Of the account that proves itself; where nobody is known, whoever registered the certificate. */
async function handleOf(parts: MethodParts, { accountId, handles }: Asking, fingerprint: string) {
  if (accountId) return handles.find(({ value }) => value === fingerprint)
  return handlesStore(parts.db, parts).identified(ID, fingerprint)
}

/** After the certificate was taken from its account it proves nothing. That its nonce is spent, the flow sees to. */
function lastWord(parts: MethodParts, { accountId, id }: Handle): LastWord {
  return async tx => ((await handlesStore(tx, parts).find(accountId, id)) ? undefined : { key: 'prove.gone' })
}
