import { formatDate, localDate } from '@motcua/identifiers/date.ts'
import { displayName } from '@motcua/identifiers/person-name.ts'
import { formatPhone } from '@motcua/identifiers/phone.ts'
import { type DataRow, dataList, type Item, itemList } from '@motcua/ui/data-list.ts'
import { button } from '@motcua/ui/form.ts'
import type { Frame } from '@motcua/ui/frame.ts'
import { avatar } from '@motcua/ui/header.ts'
import { type Html, html } from '@motcua/ui/html.ts'
import { page } from '@motcua/ui/page.ts'
import { type Language, sayIn } from '@motcua/ui/words.ts'
import type { Account, Attribute } from '../accounts/account.ts'
import { addressOf } from '../reception/reception-page.ts'
import { nationalWay } from '../sign-in/sign-in-page.ts'
import { messages } from './messages.ts'

export type AccountPage = {
  frame: Frame
  account: Account
  linkedAt: Date | undefined
  passwordChangedAt: Date | undefined
}

/** *Quản lý tài khoản*: what the portal knows of its account's holder, from whom, and how they get in. */
export function accountPage(model: AccountPage): string {
  const { frame, account } = model
  const say = sayIn(frame.language, messages)
  const name = displayName(account.attributes.fullName?.value ?? '')
  const main = html`<div class="person">${avatar(name)}<div><h1>${name}</h1></div></div>
    <h2>${say('account.person')}</h2>${dataList(frame.language, rows(frame.language, account))}
    <h2>${say('account.access')}</h2>${itemList(ways(model))}`
  return page(frame, { title: say('account.title'), main, width: 'wide', styles: ['account.css'] })
}

const shownRows = [
  'fullName',
  'dateOfBirth',
  'sex',
  'citizenIdNumber',
  'identityCardNumber',
  'issuedOn',
  'issuedBy',
  'phone',
  'email',
  'website',
  'fax',
] as const
type ShownRow = (typeof shownRows)[number]

function rows(language: Language, account: Account): DataRow[] {
  const say = sayIn(language, messages)
  const { attributes } = account
  const known = shownRows.flatMap(name => {
    const attribute = attributes[name]
    return attribute
      ? [rowOf(language, { label: `account.${name}`, attribute, value: shown(language, name, attribute.value) })]
      : []
  })
  const { street } = attributes
  if (!street) return [...known, { label: say('account.address') }]
  return [...known, rowOf(language, { label: 'account.address', attribute: street, value: addressOf(account) })]
}

type Row = { label: `account.${ShownRow | 'address'}`; attribute: Attribute; value: Html | string }

function rowOf(language: Language, { label, attribute, value }: Row): DataRow {
  const say = sayIn(language, messages)
  const date = formatDate(localDate(attribute.obtainedAt))
  return {
    label: say(label),
    value,
    source: say(`account.source.${attribute.source}`, { date }),
    mark: attribute.verified ? 'verified' : 'unverified',
  }
}

function shown(language: Language, name: ShownRow, value: string): Html | string {
  const say = sayIn(language, messages)
  const digits = (text: string) => html`<span class="digits">${text}</span>`
  switch (name) {
    case 'dateOfBirth':
    case 'issuedOn':
      return digits(formatDate(value))
    case 'phone':
      return digits(formatPhone(value))
    case 'citizenIdNumber':
    case 'identityCardNumber':
    case 'fax':
      return digits(value)
    case 'sex':
      return say(value === 'male' ? 'account.male' : 'account.female')
    case 'fullName':
      return displayName(value)
    case 'issuedBy':
    case 'email':
    case 'website':
      return value
  }
}

function ways({ frame, linkedAt, passwordChangedAt }: AccountPage): Item[] {
  const say = sayIn(frame.language, messages)
  const dated = (at: Date) => ({ date: formatDate(localDate(at)) })
  const link = button({ label: say('account.national-link'), href: nationalWay('/tai-khoan'), look: 'secondary' })
  return [
    {
      icon: 'landmark',
      title: say('account.national'),
      text: linkedAt ? say('account.national-linked', dated(linkedAt)) : say('account.national-none'),
      actions: linkedAt ? undefined : link,
    },
    {
      icon: 'key-round',
      title: say('account.password'),
      text: passwordChangedAt ? say('account.password-set', dated(passwordChangedAt)) : say('account.password-none'),
    },
  ]
}
