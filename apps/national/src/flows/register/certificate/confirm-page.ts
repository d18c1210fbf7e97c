import type { DirectoryEntry } from '@motcua/contracts/organization-directory.ts'
import { formatDate, localDate } from '@motcua/identifiers/date.ts'
import { formatPhone } from '@motcua/identifiers/phone.ts'
import { formatTaxCode, type TaxCode } from '@motcua/identifiers/tax-code.ts'
import { captchaField } from '@motcua/ui/code-fields.ts'
import { type DataRow, dataList } from '@motcua/ui/data-list.ts'
import { textField } from '@motcua/ui/fields.ts'
import { button, form } from '@motcua/ui/form.ts'
import { type Content, type Html, html } from '@motcua/ui/html.ts'
import { page } from '@motcua/ui/page.ts'
import { digits, heading, helpAside } from '@motcua/ui/parts.ts'
import { type Language, plain, sayIn } from '@motcua/ui/words.ts'
import type { Certified } from '../../../accounts/certified.ts'
import type { Holder } from '../../../accounts/holder.ts'
import { type FlowPage, flowFields, wrongs } from '../../../steps/flow-page.ts'
import { messages } from './messages.ts'
import type { WayName } from './paths.ts'
import { certificateSteps } from './steps.ts'

export type CertificateConfirmPage = FlowPage<{ step: string }> & {
  way: WayName
  certified: Certified
  holder: Holder
  /** What the directory knows of an agency. */
  listed: DirectoryEntry | undefined
}

/** *Đăng ký* (Hình 19–21): what the certificate says of its holder, to be read; the e-mail, the captcha, the terms. */
export function certificateConfirmPage(model: CertificateConfirmPage): string {
  const { frame, captcha } = model
  const { language } = frame
  const say = sayIn(language, messages)
  const wrong = wrongs(language, model)
  const link = (href: string, words: Content) => html`<a href="${href}" target="_blank">${words}</a>`
  const terms = link('/dieu-khoan', say('confirm.terms'))
  const policy = link('/chinh-sach-chia-se-thong-tin', say('confirm.policy'))
  const main = html`${certificateSteps(language, 3)}${heading(say('confirm.title'), say('confirm.lead'))}${wrong.summary}
    ${dataList(language, [...holderRows(language, model), ...certificateRows(language, model.certified)])}
    ${form(language, {
      action: model.action,
      content: [
        flowFields(model),
        emailField(model),
        captcha ? captchaField(language, { ...captcha, error: wrong.of('captcha') }) : false,
        html`<p class="hint">${say('confirm.accept', { terms, policy })}</p>`,
        button({ label: say('confirm.submit'), wide: true }),
      ],
    })}`
  return page(frame, { title: say('confirm.title'), main, aside: help(model), width: 'form', errors: wrong.count })
}

type Shown = Pick<CertificateConfirmPage, 'holder' | 'listed'>

function holderRows(language: Language, { holder, listed }: Shown): DataRow[] {
  const say = sayIn(language, messages)
  const row = (label: Content, value: Content): DataRow => ({ label, value, mark: 'verified' })
  switch (holder.kind) {
    case 'citizen':
      return [
        row(say('confirm.full-name'), holder.fullName),
        ...holder.idNumbers.map(number => row(say('confirm.id-number'), digits(number))),
      ]
    case 'enterprise':
      return [
        row(say('confirm.enterprise-name'), holder.name),
        row(say('confirm.tax-code'), digits(formatTaxCode(holder.taxCode as TaxCode))),
      ]
    case 'agency': {
      const governing = listed ? listed.governingUnit : holder.governingUnit
      return [
        row(say('confirm.organization-name'), holder.name),
        ...(listed ? [row(say('confirm.organization-code'), digits(listed.code))] : []),
        ...(holder.budgetCode ? [row(say('confirm.budget-code'), digits(holder.budgetCode))] : []),
        ...(governing ? [row(say('confirm.governing-unit'), governing)] : []),
      ]
    }
  }
}

function certificateRows(language: Language, { phone, validFrom, validTo, issuer }: Certified): DataRow[] {
  const say = sayIn(language, messages)
  const date = (instant: string) => digits(formatDate(localDate(new Date(instant))))
  return [
    ...(phone === undefined ? [] : [{ label: say('confirm.phone'), value: digits(formatPhone(phone)) }]),
    { label: say('confirm.valid-from'), value: date(validFrom) },
    { label: say('confirm.valid-to'), value: date(validTo) },
    { label: say('confirm.issuer'), value: issuer },
  ]
}

function emailField(model: CertificateConfirmPage): Html {
  const { language } = model.frame
  const say = sayIn(language, messages)
  return textField(language, {
    ...{ name: 'email', value: model.values.email ?? model.certified.subject.email },
    ...{ error: wrongs(language, model).of('email'), required: model.holder.kind === 'enterprise' },
    ...{ label: say('confirm.email'), placeholder: plain(language, messages)('confirm.email-placeholder') },
    hint: say(`confirm.email-${model.holder.kind}`),
    ...{ type: 'email', inputmode: 'email', autocomplete: 'email', maxlength: 254 },
  })
}

function help({ frame, way, holder }: CertificateConfirmPage): Html {
  const say = sayIn(frame.language, messages)
  return helpAside(
    { title: say('confirm.level-title'), text: say(`confirm.level-${way}`) },
    { title: say('confirm.wrong-title'), text: say(`confirm.wrong-${holder.kind}`) },
  )
}
