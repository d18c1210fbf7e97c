import { maskEmail } from '@motcua/identifiers/email.ts'
import { maskPhone } from '@motcua/identifiers/phone.ts'
import { messages as formMessages } from '@motcua/sign-in/form/messages.ts'
import { errorWords } from '@motcua/sign-in/web/errors.ts'
import type { StepView } from '@motcua/sign-in/web/flow-routes.ts'
import { dial, type Frame } from '@motcua/ui/frame.ts'
import { type Html, html } from '@motcua/ui/html.ts'
import type { Language } from '@motcua/ui/words.ts'
import { messages as flowMessages } from '../steps/messages.ts'
import type { Statement } from './complaint.ts'
import { messages as own } from './messages.ts'

/** Everything that a step of this flow, or a look-up, can say is wrong. */
const wrong = {
  vi: { ...formMessages.vi, ...flowMessages.vi, ...own.vi },
  en: { ...formMessages.en, ...flowMessages.en, ...own.en },
}

export function complaintWrongs(language: Language, { errors }: Pick<StepView<unknown>, 'errors'>) {
  return errorWords(language, wrong, errors)
}

export function hotlineOf(frame: Frame): Html {
  return html`<a class="digits" href="${dial(frame.hotline)}">${frame.hotline}</a>`
}

/** The contacts as others may see them, each in a line. */
export function maskedContacts({ phone, email }: Pick<Statement, 'phone' | 'email'>): Html {
  return html`${phone && html`<span class="digits">${maskPhone(phone)}</span>`}${phone && email && html`<br>`}${email && maskEmail(email)}`
}
