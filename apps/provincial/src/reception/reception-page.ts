import { formatDate } from '@motcua/identifiers/date.ts'
import { displayName } from '@motcua/identifiers/person-name.ts'
import { nationalNumber } from '@motcua/identifiers/phone.ts'
import { dataList } from '@motcua/ui/data-list.ts'
import { textField } from '@motcua/ui/fields.ts'
import { button } from '@motcua/ui/form.ts'
import type { Frame } from '@motcua/ui/frame.ts'
import { type Html, html } from '@motcua/ui/html.ts'
import { icon } from '@motcua/ui/icons.ts'
import { notice } from '@motcua/ui/notice.ts'
import { page } from '@motcua/ui/page.ts'
import { card, heading } from '@motcua/ui/parts.ts'
import { stepper } from '@motcua/ui/stepper.ts'
import { type Language, sayIn } from '@motcua/ui/words.ts'
import { type Account, type Attribute, idNumberOf } from '../accounts/account.ts'
import { placeName } from '../places/places.ts'
import { stillPage } from '../session/still-page.ts'
import type { Found } from './find-procedure.ts'
import { messages } from './messages.ts'

type Procedure = Extract<Found, { kind: 'found' }>

/** *Nộp hồ sơ trực tuyến*: the procedure, who receives it, and the applicant's details filled in. */
export function receptionPage(frame: Frame, { found, account }: { found: Procedure; account: Account }): string {
  const { language } = frame
  const say = sayIn(language, messages)
  const { procedure, agency } = found
  const steps = [say('reception.step-person'), say('reception.step-documents'), say('reception.step-submit')]
  const main = html`${stepper(language, { steps, now: 1 })}${heading(say('reception.title'), procedure.name)}
    ${facts(language, found)}
    ${card(html`<p class="hint">${say('reception.person-text')}</p>${person(language, account)}`, say('reception.person'))}
    ${card(documents(procedure.documents), say('reception.documents'))}
    ${notice(language, {
      kind: 'info',
      title: say('reception.next-title'),
      text: say('reception.next-text', { agency: agency.name }),
      actions: button({ label: say('reception.other'), href: '/thu-tuc', look: 'secondary' }),
    })}`
  return page(frame, { title: say('reception.title'), main, width: 'wide' })
}

function facts(language: Language, { procedure, agency, fieldName }: Procedure): Html {
  const say = sayIn(language, messages)
  return dataList(language, [
    { label: say('reception.procedure'), value: procedure.name },
    { label: say('reception.code'), value: html`<span class="digits">${procedure.provincialCode}</span>` },
    { label: say('reception.field'), value: fieldName },
    { label: say('reception.agency'), value: agency.name },
    { label: say('reception.processing-time'), value: procedure.processingTime },
    { label: say('reception.fee'), value: procedure.fee },
  ])
}

/** Read-only: verified details stand, stated ones are changed in the account. */
function person(language: Language, account: Account): Html {
  const { attributes } = account
  const say = sayIn(language, messages)
  const known = (name: string, attribute: Attribute | undefined, show: (value: string) => string = value => value) =>
    attribute && { name, value: show(attribute.value), verified: attribute.verified }
  const rows = [
    known('fullName', attributes.fullName, displayName),
    known('dateOfBirth', attributes.dateOfBirth, formatDate),
    known('idNumber', idNumberOf(account)),
    known('issuedOn', attributes.issuedOn, formatDate),
    known('issuedBy', attributes.issuedBy),
    known('phone', attributes.phone, nationalNumber),
    known('email', attributes.email),
    known('street', attributes.street),
    known('commune', attributes.commune, placeName),
    known('district', attributes.district, placeName),
    known('province', attributes.province, placeName),
  ]
  return html`<div class="form">${rows.map(
    row =>
      row &&
      textField(language, {
        ...{ name: row.name, label: say(`person.${row.name as 'fullName'}`), value: row.value, readonly: true },
        ...(row.verified ? { why: say('reception.verified') } : { hint: say('reception.stated') }),
      }),
  )}</div>`
}

function documents(names: string[]): Html {
  return html`<ul class="points">${names.map(name => html`<li>${icon('file-text')}<span>${name}</span></li>`)}</ul>`
}

/** Street, commune, district, province, as Vietnamese addresses are written. */
export function addressOf({ attributes }: Pick<Account, 'attributes'>): string {
  const { street, commune, district, province } = attributes
  const places = [commune, district, province].map(one => one && placeName(one.value))
  return [street?.value, ...places].filter(part => part !== undefined).join(', ')
}

/** The link leads to no procedure, or not to this agency. */
export function wrongLinkPage(frame: Frame, found: Exclude<Found, { kind: 'found' | 'none-chosen' }>): string {
  const say = sayIn(frame.language, messages)
  const title = say(`reception.${found.kind}-title`)
  const actions = button({ label: say('reception.find'), href: '/thu-tuc', icon: 'search' })
  return stillPage(frame, { gate: 'shut', title, text: reason(frame.language, found), actions })
}

function reason(language: Language, found: Exclude<Found, { kind: 'found' | 'none-chosen' }>): Html {
  const say = sayIn(language, messages)
  switch (found.kind) {
    case 'refused':
      return say('reception.refused-text')
    case 'unknown':
      return say('reception.unknown-text', { code: found.code })
    case 'wrong-agency':
      return say('reception.wrong-agency-text', { procedure: found.procedure.name })
  }
}
