import { formatDate, localDate } from '@motcua/identifiers/date.ts'
import { after } from '@motcua/kit/clock.ts'
import { type Language, plain } from '@motcua/ui/words.ts'
import { type Certified, keptCertificate } from '../accounts/certified.ts'
import type { Handle } from '../accounts/handles-store.ts'
import type { EnrolledHandle } from '../steps/method.ts'
import { messages } from './messages.ts'

/** Long before it expires its holder has time to buy the next one and to add it. */
const WARNED_SECONDS = 60 * 24 * 3600

/** A certificate as an account keeps it: found by its fingerprint, with what was verified of its holder. */
export function handleOfCertificate(fingerprint: string, of: Certified): EnrolledHandle {
  return { value: fingerprint, detail: JSON.stringify(of) }
}

/** `name`: by what else than its holder's name it is told apart. */
type Shown = { language: Language; now: Date; name?: string }

/** A registered certificate as people tell it apart: whom it names, who issued it, until when it may be used. */
export function certificateLine(handle: Handle, { language, now, name: given }: Shown): string {
  const { subject, issuer, validTo } = keptCertificate(handle)
  const until = new Date(validTo)
  const isWarned = until <= after(now, WARNED_SECONDS)
  const state = until <= now ? 'expired' : isWarned ? 'soon' : 'valid'
  const name = given ?? subject.commonName ?? subject.organization ?? ''
  return plain(language, messages)(`certificate.line-${state}`, { name, issuer, date: formatDate(localDate(until)) })
}
