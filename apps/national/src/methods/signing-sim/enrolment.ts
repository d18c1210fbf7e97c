import { mayAddCertificate, ownCertificate } from '../../certificates/own-certificate.ts'
import { promptsStore } from '../../sim-prompts/prompts-store.ts'
import type { Enrolled, Enrolling, Enrolment } from '../../steps/method.ts'
import type { MethodParts } from '../parts.ts'
import { beginTyped } from './begin.ts'
import { hasReply, judgeReply } from './judge-reply.ts'
import { overBecause, type SimPending, simPending } from './pending.ts'
import { phonePage } from './phone-page.ts'
import { provePage } from './prove-page.ts'
import { shownNow } from './shown-now.ts'

/** The certificate in another SIM of the account's holder: its number, then a signature by it. */
export function signingSimEnrolment(parts: MethodParts): Enrolment<SimPending> {
  return {
    pending: simPending,
    begin: asking => beginTyped(parts, asking),
    answer: (asking, pending) => answer(parts, asking, pending),
    arrived: pending => hasReply(parts, pending),
    page: (view, pending) => provePage(view, { ...shownNow(parts), pending }),
    form: phonePage,
  }
}

async function answer(parts: MethodParts, asking: Enrolling, pending: SimPending): Promise<Enrolled<SimPending>> {
  const judged = await judgeReply(parts, asking, pending)
  switch (judged.kind) {
    case 'asked':
      return judged
    case 'refused':
      return { kind: 'refused', errors: { form: judged.error }, pending: judged.pending }
    case 'signed': {
      if (pending.state !== 'open') throw new Error('a prompt that is over was signed')
      const isFirst = await promptsStore(parts.db, parts).consume(pending.promptId)
      const error = isFirst ? await mayAddCertificate(parts, asking.accountId) : { key: 'sim.spent' }
      if (error) return { kind: 'refused', errors: { form: error }, pending: overBecause(pending, error) }
      const { certificate, certified } = judged
      const owned = await ownCertificate(parts, asking, { fingerprint: certificate.fingerprint, certified })
      return owned.kind === 'refused' ? { ...owned, pending: overBecause(pending, owned.errors.form) } : owned
    }
  }
}
