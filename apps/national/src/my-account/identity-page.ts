import { formatDate, localDate } from '@motcua/identifiers/date.ts'
import { formatPhone } from '@motcua/identifiers/phone.ts'
import { formatTaxCode, type TaxCode } from '@motcua/identifiers/tax-code.ts'
import { ialBadge } from '@motcua/ui/badge.ts'
import { type DataRow, dataList } from '@motcua/ui/data-list.ts'
import { button } from '@motcua/ui/form.ts'
import type { Frame } from '@motcua/ui/frame.ts'
import { type Html, html } from '@motcua/ui/html.ts'
import { notice } from '@motcua/ui/notice.ts'
import { page } from '@motcua/ui/page.ts'
import { personHeading } from '@motcua/ui/parts.ts'
import { type Language, sayIn } from '@motcua/ui/words.ts'
import {
  type Account,
  type AccountKind,
  type AttributeName,
  agencyAttributes,
  citizenAttributes,
  enterpriseAttributes,
  nameOf,
} from '../accounts/account.ts'
import { pictureOf } from '../session/picture-of.ts'
import { messages } from './messages.ts'
import { type MethodsList, methodsList } from './methods-list.ts'

export type IdentityPage = {
  frame: Frame
  account: Account
  methods: MethodsList
  /** True right after registering. */
  welcome: 'new' | 'known'
}

/** *Thông tin cá nhân*: every row with its value, who vouches for it, and its mark (Hình 35). */
export function identityPage(model: IdentityPage): string {
  const { frame, account } = model
  const say = sayIn(frame.language, messages)
  const level = html`${ialBadge(frame.language, account.identityAssuranceLevel)} · ${say(`identity.${account.kind}`)}`
  const main = html`${personHeading(nameOf(account) ?? '', level, pictureOf(account.kind))}
    ${model.welcome === 'new' && welcome(frame.language)}
    <h2>${say('identity.section')}</h2>${dataList(frame.language, rows(frame.language, account))}
    ${methodsList(frame.language, model.methods)}`
  return page(frame, { title: say('identity.title'), main, width: 'wide', styles: ['account.css'] })
}

function welcome(language: Language): Html {
  const say = sayIn(language, messages)
  return notice(language, {
    kind: 'success',
    live: true,
    title: say('identity.welcome-title'),
    text: say('identity.welcome-text'),
    actions: button({ label: say('identity.find-procedure'), href: '/thu-tuc', look: 'secondary' }),
  })
}

const shownOf: Record<AccountKind, readonly AttributeName[]> = {
  citizen: citizenAttributes,
  enterprise: enterpriseAttributes,
  agency: agencyAttributes,
}

/** Not every agency has them, so without them nothing is missing. */
const WHERE_KNOWN: readonly AttributeName[] = ['taxCode', 'budgetCode']

function rows(language: Language, account: Account): DataRow[] {
  const say = sayIn(language, messages)
  const { kind, attributes } = account
  const names = shownOf[kind].filter(name => attributes[name] || kind !== 'agency' || !WHERE_KNOWN.includes(name))
  return names.map(name => {
    const attribute = attributes[name]
    const label = say(
      kind === 'enterprise' && name === 'organizationName' ? 'identity.enterpriseName' : `identity.${name}`,
    )
    if (!attribute) return { label, mark: 'missing' }
    const date = formatDate(localDate(attribute.obtainedAt))
    return {
      label,
      value: shown(language, name, attribute.value),
      source: say(`source.${attribute.source}`, { date }),
      mark: attribute.verified ? 'verified' : 'unverified',
    }
  })
}

function shown(language: Language, name: AttributeName, value: string): Html | string {
  const say = sayIn(language, messages)
  if (name === 'dateOfBirth') return html`<span class="digits">${formatDate(value)}</span>`
  if (name === 'phone') return html`<span class="digits">${formatPhone(value)}</span>`
  if (name === 'sex') return say(value === 'male' ? 'identity.male' : 'identity.female')
  if (name === 'taxCode') return html`<span class="digits">${formatTaxCode(value as TaxCode)}</span>`
  if (CODES.includes(name)) return html`<span class="digits">${value}</span>`
  return value
}

const CODES: readonly AttributeName[] = ['citizenIdNumber', 'identityCardNumber', 'organizationCode', 'budgetCode']
