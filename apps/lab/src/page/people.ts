import { personaList } from '@motcua/ui/devices.ts'
import { selectField } from '@motcua/ui/fields.ts'
import { button } from '@motcua/ui/form.ts'
import { type Html, html } from '@motcua/ui/html.ts'
import type { Language } from '@motcua/ui/words.ts'
import type { CastMember } from '../cast.ts'
import { wordsIn } from './frame.ts'

/**
 * What counts as going well: a late SMS arrives in the end, a phone that is not on record is no hindrance, and whoever
 * has an account may still sign in elsewhere.
 */
const well = {
  mobile: ['ok', 'sms-late'],
  socialInsurance: ['ok', 'no-phone-on-record'],
  usb: ['ok', 'already-registered'],
  sim: ['ok', 'already-registered'],
  vnpost: ['ok', 'already-registered'],
  vneid: ['ok', 'already-registered'],
}

/** Only what runs in this lab: a sign of what cannot be tried would mislead. */
const running = ['mobile', 'socialInsurance', 'usb', 'sim', 'vnpost', 'vneid'] as const

/** Everybody, to choose from: a list beside the phone on desktops, one select above it on phones. */
export function people(
  language: Language,
  { members, chosen }: { members: readonly CastMember[]; chosen: CastMember },
): Html {
  const say = wordsIn(language)
  const list = members.map(one => ({
    href: personaPath(one),
    name: one.fullName,
    text: html`${say(`subject.${one.subject}`)} · ${one.story[language]}`,
    can: abilities(language, one),
    current: one.id === chosen.id,
  }))
  return html`${picker(language, { members, chosen })}${personaList(say('people.list'), list)}`
}

export function personaPath({ id }: CastMember): string {
  return `/?vai=${id}`
}

function abilities(language: Language, { expects }: CastMember) {
  const say = wordsIn(language)
  return running.flatMap(way => {
    const outcome = expects[way] ?? 'none'
    if (outcome === 'none') return []
    const works = well[way].includes(outcome)
    return [{ label: String(say(`can.${way}`)), works, words: say(works ? 'works' : 'fails') }]
  })
}

function picker(language: Language, { members, chosen }: { members: readonly CastMember[]; chosen: CastMember }): Html {
  const say = wordsIn(language)
  const options = members.map(one => ({ value: one.id, label: `${one.fullName} · ${one.story[language]}` }))
  const select = selectField(language, {
    name: 'vai',
    label: say('people.list'),
    options,
    value: chosen.id,
    empty: false,
  })
  return html`<form class="picker" method="get" action="/">${select}${button({ label: say('people.choose'), look: 'secondary' })}</form>`
}
