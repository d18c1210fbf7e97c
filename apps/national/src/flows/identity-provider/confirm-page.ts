import type { IdentityProviderId } from '@motcua/contracts/identity-providers.ts'
import { formatDate } from '@motcua/identifiers/date.ts'
import { formatPhone } from '@motcua/identifiers/phone.ts'
import { type DataRow, dataList } from '@motcua/ui/data-list.ts'
import { textField } from '@motcua/ui/fields.ts'
import { button, form } from '@motcua/ui/form.ts'
import { type Content, type Html, html } from '@motcua/ui/html.ts'
import { page } from '@motcua/ui/page.ts'
import { digits, heading, helpAside } from '@motcua/ui/parts.ts'
import { plain, sayIn } from '@motcua/ui/words.ts'
import { type FlowPage, flowFields, wrongs } from '../../steps/flow-page.ts'
import type { ProviderIdentity } from '../../upstream/identity-provider.ts'
import { messages } from './messages.ts'
import { providerName } from './names.ts'

export type ConfirmPage = FlowPage<{ step: string }> & { id: IdentityProviderId; person: ProviderIdentity }

/** *Xác nhận thông tin*: what the provider says of the person, to be read; the e-mail, to be changed; the terms. */
export function confirmPage(model: ConfirmPage): string {
  const { frame, id } = model
  const { language } = frame
  const say = sayIn(language, messages)
  const wrong = wrongs(language, model)
  const provider = providerName(id, language)
  const link = (href: string, words: Html) => html`<a href="${href}" target="_blank">${words}</a>`
  const terms = link('/dieu-khoan', html`${say('confirm.terms')}`)
  const policy = link('/chinh-sach-chia-se-thong-tin', html`${say('confirm.policy')}`)
  const main = html`${heading(say('confirm.title'), say('confirm.lead', { provider }))}${wrong.summary}
    ${dataList(language, rowsOf(model))}
    ${form(language, {
      action: model.action,
      content: [
        flowFields(model),
        emailField(model),
        html`<p class="hint">${say('confirm.accept', { terms, policy })}</p>`,
        button({ label: say('confirm.submit'), wide: true }),
      ],
    })}`
  return page(frame, { title: say('confirm.title'), main, aside: help(model), width: 'form', errors: wrong.count })
}

function rowsOf({ frame, person }: ConfirmPage): DataRow[] {
  const say = sayIn(frame.language, messages)
  const row = (label: Content, value: Content): DataRow => ({ label, value, mark: 'verified' })
  const { previousIdNumber, sex, phone } = person
  return [
    row(say('confirm.fullName'), person.fullName),
    row(say('confirm.idNumber'), digits(person.idNumber)),
    ...(previousIdNumber ? [row(say('confirm.previousIdNumber'), digits(previousIdNumber))] : []),
    row(say('confirm.dateOfBirth'), digits(formatDate(person.dateOfBirth))),
    ...(sex ? [row(say('confirm.sex'), say(`confirm.${sex}`))] : []),
    ...(phone?.verified ? [row(say('confirm.phone'), digits(formatPhone(phone.value)))] : []),
  ]
}

function emailField(model: ConfirmPage): Html {
  const { frame, id, person, values } = model
  const { language } = frame
  const say = sayIn(language, messages)
  const provider = providerName(id, language)
  return textField(language, {
    ...{ name: 'email', value: values.email ?? person.email?.value, error: wrongs(language, model).of('email') },
    ...{ label: say('confirm.email'), placeholder: plain(language, messages)('confirm.email-placeholder') },
    hint: person.email?.verified ? say('confirm.email-verified', { provider }) : say('confirm.email-hint'),
    ...{ required: false, type: 'email', inputmode: 'email', autocomplete: 'email', maxlength: 254 },
  })
}

function help({ frame, id, person }: ConfirmPage): Html {
  const say = sayIn(frame.language, messages)
  const provider = providerName(id, frame.language)
  const noPhone = { title: say('confirm.no-phone-title'), text: say('confirm.no-phone-text', { provider }) }
  return helpAside(
    ...(person.phone?.verified ? [] : [noPhone]),
    { title: say('confirm.wrong-title'), text: say(`confirm.wrong-${id}`) },
    { title: say('confirm.other-title'), text: say('confirm.other-text') },
  )
}
