import { captchaMissing, captchaProblem } from '@motcua/sign-in/captcha/captcha-step.ts'
import type { Submission, Visitor } from '@motcua/sign-in/flow/flow.ts'
import { localPath } from '@motcua/sign-in/form/form.ts'
import { minutesUntil } from '@motcua/sign-in/limits/limits.ts'
import { signInTables } from '@motcua/sign-in/tables.ts'
import { holderOf } from '../../../accounts/holder.ts'
import { accountsOf } from '../../../accounts/holder-accounts.ts'
import { openByCertificate } from '../../../accounts/open-by-certificate.ts'
import { tellHolder } from '../../../accounts/tell-holder.ts'
import type { Parts } from '../../../parts.ts'
import { byNobody, type Introduced } from '../../../steps/method.ts'
import { saving } from '../../../steps/saving.ts'
import { newSessionToken, openSession } from '../../enter.ts'
import { readEmail } from './read-email.ts'
import type { CertificateAt, CertificateFlow, CertificateMove, CertificateWay } from './state.ts'
import { shapesOf } from './state.ts'

const HOME = '/tai-khoan'

/**
 * Registration by a certificate, at IAL3: the signature first, then whom it names, then the duplicate check (product
 * rules, Đăng ký), so that only whoever holds the certificate learns that its holder has an account. It knows no method
 * but by what it introduces.
 */
export function registerByCertificate(parts: Parts, way: CertificateWay): CertificateFlow {
  return {
    kind: `register-${way.method.id}-${way.subject}`,
    ...shapesOf(way),
    first: { step: 'begin' },
    steps: {
      begin: (_state, submission) => begin(way, submission),
      prove: (at, submission) => prove(parts, way, { at, submission }),
      confirm: (at, submission) => confirm(parts, way, { at, submission }),
    },
  }
}

async function begin({ method }: CertificateWay, submission: Submission): Promise<CertificateMove> {
  const goTo = localPath(submission.fields.ve) ?? HOME
  const started = await method.start(byNobody('register', submission))
  if (started.kind === 'refused') return { kind: 'stay', errors: started.errors }
  return { kind: 'go', to: { step: 'prove', goTo, pending: started.pending }, writes: saving(started.writes) }
}

type Proving = { at: CertificateAt<'prove'>; submission: Submission }

/** Each answer is counted by place before it is looked at: looking may ask the authority whether it was revoked. */
async function prove(parts: Parts, way: CertificateWay, { at, submission }: Proving): Promise<CertificateMove> {
  const { visitor } = submission
  const tries = `register-certificate:${visitor.place}`
  const used = await parts.limits.use(tries, parts.rules.certificateRegistrationsPerPlace)
  if (used.kind === 'exceeded') {
    const minutes = minutesUntil(used.until, parts.clock())
    // A page that waits for what is there already would come again and again.
    const to = { step: 'begin' } as const
    return { kind: 'stay', errors: { form: { key: 'register.too-many', values: { minutes } } }, to }
  }
  const verdict = await way.method.answer(byNobody('register', submission), at.pending)
  switch (verdict.kind) {
    case 'asked':
      await parts.limits.takeBack(tries)
      return { kind: 'go', to: { ...at, pending: verdict.pending }, writes: saving(verdict.writes) }
    case 'proved':
      return { kind: 'end', as: { kind: 'already-registered', known: 'certificate' } }
    case 'refused': {
      if (verdict.introduced) return meet(parts, way, { at, visitor, introduced: verdict.introduced })
      const { errors, pending = at.pending } = verdict
      const reason = Object.values(errors)[0]?.key ?? 'refused'
      return { kind: 'stay', errors, to: { ...at, pending }, writes: noteRefusal(parts, { reason, visitor }) }
    }
  }
}

type Meeting = Pick<Proving, 'at'> & { visitor: Visitor; introduced: Introduced }

/** Whether whoever the certificate names may have this kind of account, and has none. */
async function meet(
  parts: Parts,
  { subject }: CertificateWay,
  { at, visitor, introduced }: Meeting,
): Promise<CertificateMove> {
  const found = holderOf(introduced.certified, subject)
  if (found.kind === 'refused') {
    const { reason } = found
    return { kind: 'end', as: { kind: 'refused', reason }, writes: noteRefusal(parts, { reason, visitor }) }
  }
  const accounts = await accountsOf(parts, found.holder)
  if (accounts.length > 0) return { kind: 'end', as: { kind: 'already-registered', known: 'holder' } }
  return { kind: 'go', to: { step: 'confirm', goTo: at.goTo, introduced } }
}

/** In the trail too, by the reason alone. */
function noteRefusal(parts: Pick<Parts, 'audit'>, { reason, visitor }: { reason: string; visitor: Visitor }) {
  const details = { reason, place: visitor.place, device: visitor.device }
  return saving(tx => parts.audit(signInTables(tx), { event: 'registration-refused', details }))
}

type Confirming = { at: CertificateAt<'confirm'>; submission: Submission }

/** They have seen what the certificate says of them: an account is opened, and the browser is in. */
async function confirm(
  parts: Parts,
  { method, subject }: CertificateWay,
  { at, submission }: Confirming,
): Promise<CertificateMove> {
  const { fields, visitor } = submission
  const read = readEmail(fields, subject)
  const missing = subject === 'citizen' ? {} : captchaMissing(fields)
  if (read.kind === 'wrong') return { kind: 'stay', errors: { ...read.errors, ...missing } }
  const captcha = subject === 'citizen' ? undefined : await captchaProblem(parts, fields)
  if (captcha) return { kind: 'stay', errors: { captcha } }
  const { certified, handle, references } = at.introduced
  const found = holderOf(certified, subject)
  if (found.kind === 'refused') return { kind: 'end', as: { kind: 'refused', reason: found.reason } }
  const token = newSessionToken(parts)
  return {
    kind: 'end',
    as: { kind: 'signed-in', token, goTo: at.goTo },
    writes: async tx => {
      const known = { holder: found.holder, email: read.email, handle: { ...handle, method: method.id } }
      const opened = await openByCertificate(parts, tx, known)
      // Somebody was faster: of what was written here nothing stays.
      if (opened.kind !== 'opened') return { kind: 'end', as: { kind: 'already-registered', known: 'holder' } }
      const { accountId } = opened
      await openSession(parts, tx, { accountId, token, visitor, methods: references, event: 'account-opened' })
      await tellHolder(parts, tx, { kind: 'account-opened', accountId, language: visitor.language })
      return undefined
    },
  }
}
