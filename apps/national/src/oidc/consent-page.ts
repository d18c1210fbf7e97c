import { maskIdNumber } from '@motcua/identifiers/citizen-id.ts'
import { formatDate } from '@motcua/identifiers/date.ts'
import { maskPhone } from '@motcua/identifiers/phone.ts'
import { formatTaxCode, type TaxCode } from '@motcua/identifiers/tax-code.ts'
import { ialBadge } from '@motcua/ui/badge.ts'
import { type DataRow, dataList } from '@motcua/ui/data-list.ts'
import { button, form, hiddenField } from '@motcua/ui/form.ts'
import type { Frame } from '@motcua/ui/frame.ts'
import { handOver } from '@motcua/ui/hand-over.ts'
import { html } from '@motcua/ui/html.ts'
import { page } from '@motcua/ui/page.ts'
import { heading } from '@motcua/ui/parts.ts'
import { type Language, sayIn } from '@motcua/ui/words.ts'
import { type Account, verifiedValue } from '../accounts/account.ts'
import { messages } from './messages.ts'

export type ConsentPage = { frame: Frame; account: Account; portal: string; action: string; textHash: string }

/** Who gets what, before the first release to a relying party. */
export function consentPage({ frame, account, portal, action, textHash }: ConsentPage): string {
  const { language } = frame
  const say = sayIn(language, messages)
  const title = say('consent.title', { portal })
  const hands = handOver({ kind: 'national', name: frame.portal.name }, { kind: 'provincial', name: portal })
  const main = html`${hands}${heading(title, say('consent.lead'))}${dataList(language, released(frame, account))}
    ${form(language, {
      action,
      enter: { name: 'decision', value: 'allow' },
      content: [
        hiddenField('text', textHash),
        button({ label: say('consent.allow'), name: 'decision', value: 'allow', wide: true }),
        button({ label: say('consent.refuse'), name: 'decision', value: 'refuse', look: 'secondary', wide: true }),
      ],
    })}
    <hr><p class="hint">${say('consent.note')} <a href="/chinh-sach-chia-se-thong-tin" target="_blank">${say('consent.policy')}</a></p>`
  return page(frame, { title, main, width: 'form', styles: ['account.css'] })
}

function released({ language }: Frame, account: Account): DataRow[] {
  const say = sayIn(language, messages)
  const phone = verifiedValue(account, 'phone')
  const email = verifiedValue(account, 'email')
  return [
    ...(account.kind === 'citizen' ? personRows(language, account) : organizationRows(language, account)),
    ...(phone ? [{ label: say('consent.phone'), value: digits(maskPhone(phone)) }] : []),
    ...(email ? [{ label: say('consent.email'), value: email }] : []),
    {
      label: say('consent.level'),
      value: html`${say(`consent.${account.kind}`)} ${ialBadge(language, account.identityAssuranceLevel)}`,
    },
  ]
}

function personRows(language: Language, account: Account): DataRow[] {
  const say = sayIn(language, messages)
  const name = verifiedValue(account, 'fullName')
  const born = verifiedValue(account, 'dateOfBirth')
  const number = verifiedValue(account, 'citizenIdNumber') ?? verifiedValue(account, 'identityCardNumber')
  return [
    {
      label: say(born ? 'consent.name' : 'consent.name-alone'),
      value: [name, born && formatDate(born)].filter(Boolean).join(', '),
    },
    ...(number ? [{ label: say('consent.number'), value: digits(maskIdNumber(number)) }] : []),
  ]
}

function organizationRows(language: Language, account: Account): DataRow[] {
  const say = sayIn(language, messages)
  const taxCode = verifiedValue(account, 'taxCode')
  const address = verifiedValue(account, 'address')
  return [
    { label: say('consent.organization'), value: verifiedValue(account, 'organizationName') },
    ...(taxCode ? [{ label: say('consent.tax-code'), value: digits(formatTaxCode(taxCode as TaxCode)) }] : []),
    ...(address ? [{ label: say('consent.address'), value: address }] : []),
  ]
}

const digits = (text: string) => html`<span class="digits">${text}</span>`
