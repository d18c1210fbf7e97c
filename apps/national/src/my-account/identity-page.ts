import { formatDate, localDate } from '@motcua/identifiers/date.ts'
import { formatPhone, maskPhone } from '@motcua/identifiers/phone.ts'
import { badge, ialBadge } from '@motcua/ui/badge.ts'
import { type DataRow, dataList, type Item, itemList } from '@motcua/ui/data-list.ts'
import { button } from '@motcua/ui/form.ts'
import type { Frame } from '@motcua/ui/frame.ts'
import { type Html, html } from '@motcua/ui/html.ts'
import { notice } from '@motcua/ui/notice.ts'
import { page } from '@motcua/ui/page.ts'
import { personHeading } from '@motcua/ui/parts.ts'
import { type Language, sayIn } from '@motcua/ui/words.ts'
import { type Account, type AttributeName, citizenAttributes } from '../accounts/account.ts'
import type { Handle } from '../accounts/handles-store.ts'
import { messages } from './messages.ts'

export type IdentityPage = {
  frame: Frame
  account: Account
  handles: Handle[]
  passwordChangedAt: Date | undefined
  /** True right after registering. */
  welcome: 'new' | 'known'
}

/** *Thông tin cá nhân*: every row with its value, who vouches for it, and its mark (Hình 35). */
export function identityPage(model: IdentityPage): string {
  const { frame, account } = model
  const say = sayIn(frame.language, messages)
  const name = account.attributes.fullName?.value ?? ''
  const level = html`${ialBadge(frame.language, account.identityAssuranceLevel)} · ${say('identity.citizen')}`
  const main = html`${personHeading(name, level)}
    ${model.welcome === 'new' && welcome(frame.language)}
    <h2>${say('identity.section')}</h2>${dataList(frame.language, rows(frame.language, account))}
    <h2>${say('identity.methods')}</h2>${itemList(methods(model))}`
  return page(frame, { title: say('identity.title'), main, width: 'wide' })
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

function rows(language: Language, account: Account): DataRow[] {
  const say = sayIn(language, messages)
  return citizenAttributes.map(name => {
    const attribute = account.attributes[name]
    if (!attribute) return { label: say(`identity.${name}`), mark: 'missing' }
    const date = formatDate(localDate(attribute.obtainedAt))
    return {
      label: say(`identity.${name}`),
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
  if (name === 'citizenIdNumber' || name === 'identityCardNumber') return html`<span class="digits">${value}</span>`
  return value
}

function methods({ frame, handles, passwordChangedAt }: IdentityPage): Item[] {
  const say = sayIn(frame.language, messages)
  const date = passwordChangedAt && formatDate(localDate(passwordChangedAt))
  return [
    ...(date
      ? [
          {
            icon: 'key-round',
            title: say('identity.method-password'),
            text: say('identity.method-password-text', { date }),
          } as const,
        ]
      : []),
    ...handles.flatMap(handle => lineOf(frame.language, handle) ?? []),
  ]
}

function lineOf(language: Language, { method, value, isDefault, createdAt }: Handle): Item | undefined {
  const say = sayIn(language, messages)
  const linked = say('identity.method-linked', { date: formatDate(localDate(createdAt)) })
  switch (method) {
    case 'sms-otp':
      return {
        icon: 'message-square-text',
        title: say('identity.method-sms'),
        text: html`<span class="digits">${maskPhone(value)}</span>`,
        badge: isDefault ? badge({ text: say('identity.default'), look: 'action' }) : undefined,
      }
    case 'vnpost':
      return { icon: 'mail', title: say('identity.method-vnpost'), text: linked }
    case 'vneid':
      return { icon: 'shield-check', title: say('identity.method-vneid'), text: linked }
    default:
      return undefined
  }
}
