import { maskIdNumber } from '@motcua/identifiers/citizen-id.ts'
import { formatDate } from '@motcua/identifiers/date.ts'
import { maskPhone } from '@motcua/identifiers/phone.ts'
import { ialBadge } from '@motcua/ui/badge.ts'
import { type DataRow, dataList } from '@motcua/ui/data-list.ts'
import { button, form, hiddenField } from '@motcua/ui/form.ts'
import type { Frame } from '@motcua/ui/frame.ts'
import { handOver } from '@motcua/ui/hand-over.ts'
import { html } from '@motcua/ui/html.ts'
import { page } from '@motcua/ui/page.ts'
import { heading } from '@motcua/ui/parts.ts'
import { sayIn } from '@motcua/ui/words.ts'
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
  return page(frame, { title, main, width: 'form' })
}

function released({ language }: Frame, account: Account): DataRow[] {
  const say = sayIn(language, messages)
  const name = verifiedValue(account, 'fullName')
  const born = verifiedValue(account, 'dateOfBirth')
  const number = verifiedValue(account, 'citizenIdNumber') ?? verifiedValue(account, 'identityCardNumber')
  const phone = verifiedValue(account, 'phone')
  const email = verifiedValue(account, 'email')
  return [
    { label: say('consent.name'), value: [name, born && formatDate(born)].filter(Boolean).join(', ') },
    ...(number
      ? [{ label: say('consent.number'), value: html`<span class="digits">${maskIdNumber(number)}</span>` }]
      : []),
    ...(phone ? [{ label: say('consent.phone'), value: html`<span class="digits">${maskPhone(phone)}</span>` }] : []),
    ...(email ? [{ label: say('consent.email'), value: email }] : []),
    {
      label: say('consent.level'),
      value: html`${say('consent.account')} ${ialBadge(language, account.identityAssuranceLevel)}`,
    },
  ]
}
