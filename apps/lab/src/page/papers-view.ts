import { formatPhone } from '@motcua/identifiers/phone.ts'
import { paper } from '@motcua/ui/devices.ts'
import { attrs, type Content, type Html, html } from '@motcua/ui/html.ts'
import { type IconName, icon } from '@motcua/ui/icons.ts'
import { card } from '@motcua/ui/parts.ts'
import type { Language } from '@motcua/ui/words.ts'
import type { CastMember } from '../cast.ts'
import { type Words, wordsIn } from './frame.ts'

export type Row = { label: Content; value: string; beside?: Content }

/** The chosen persona's papers, each value to be copied into a form. */
export function papersView(language: Language, owner: CastMember): Html {
  const say = wordsIn(language)
  const rows = [...names(say, owner), ...numbers(say, owner)]
  return card(paper(rows.map(row => ({ label: row.label, value: copyable(say, row) }))), say('papers.title'))
}

function names(say: Words, { fullName, representative, dateOfBirth, sex }: CastMember): Row[] {
  const [year, month, day] = dateOfBirth.split('-')
  const birth = {
    label: say('papers.birth'),
    value: `${day}/${month}/${year}`,
    beside: html` · ${say(`papers.${sex}`)}`,
  }
  if (representative === undefined) return [{ label: say('papers.name'), value: fullName }, birth]
  return [
    { label: say('papers.organization'), value: fullName },
    { label: say('papers.representative'), value: representative },
    birth,
  ]
}

function numbers(say: Words, owner: CastMember): Row[] {
  const { idNumber, previousIdNumber, socialInsuranceNumber, taxCode, organizationCode, phones } = owner
  const all = [
    { label: say(idNumber.length === 9 ? 'papers.cmnd' : 'papers.cccd'), value: idNumber },
    { label: say('papers.previous'), value: previousIdNumber },
    ...phones.map(one => ({ label: say('papers.phone'), value: formatPhone(one.number) })),
    { label: say('papers.insurance'), value: socialInsuranceNumber },
    { label: say('papers.tax'), value: taxCode },
    { label: say('papers.code'), value: organizationCode },
  ]
  return all.flatMap(({ label, value }) => (value === undefined ? [] : [{ label, value }]))
}

/** The button appears with the script that makes it work. */
export function copyable(say: Words, { label, value, beside }: Row): Html {
  const words = { 'data-copy': value, 'data-copied': say('papers.copied', { what: label }) }
  const button = attrs({
    type: 'button',
    class: 'copy',
    hidden: true,
    'aria-label': say('papers.copy', { what: label }),
    ...words,
  })
  return html`${value}${beside}<button ${button}>${icon('copy')}</button>`
}

/** Accounts elsewhere, with their secrets: nothing in the lab is one. */
export function otherDevices(language: Language, { vnpost, vneid }: CastMember): Html | false {
  const say = wordsIn(language)
  if (vnpost === undefined && vneid === undefined) return false
  const rows = [
    vnpost && login(say, { icon: 'mail', name: say('devices.vnpost'), ...vnpost }),
    vneid && login(say, { icon: 'id-card', name: say('devices.vneid'), ...vneid }),
  ]
  return card(html`<ul class="points">${rows}</ul>`, say('devices.title'))
}

type Login = { icon: IconName; name: Content; username: string; password: string }

function login(say: Words, { icon: picture, name, username, password }: Login): Html {
  const copied = (label: Content, value: string) => copyable(say, { label: html`${label} ${name}`, value })
  return html`<li>${icon(picture)}<span>${name}<br><strong class="digits">${copied(say('devices.username'), username)}</strong>
    <br><strong class="digits">${copied(say('devices.password'), password)}</strong></span></li>`
}
