import type { LabPhone, LabSms } from '@motcua/contracts/lab-api.ts'
import { formatPhone } from '@motcua/identifiers/phone.ts'
import { badge } from '@motcua/ui/badge.ts'
import { phone } from '@motcua/ui/devices.ts'
import { attrs, type Html, html } from '@motcua/ui/html.ts'
import { icon } from '@motcua/ui/icons.ts'
import type { Language } from '@motcua/ui/words.ts'
import type { CastMember } from '../cast.ts'
import type { Handset } from '../sim/handsets.ts'
import { wordsIn } from './frame.ts'
import { personaPath } from './people.ts'
import { promptView, simSwitches } from './sim-view.ts'
import { hoursAndMinutes, hoursToSeconds } from './times.ts'

/** `handset`: where the phone has a signing SIM. */
export type PhoneView = {
  owner: CastMember
  phone: LabPhone
  messages: readonly LabSms[]
  now: Date
  handset: Handset | undefined
}

/** A phone's screen has room for the latest ones; the API gives all. */
const SHOWN = 6

/** The chosen phone: its number, and its messages as in a conversation, the newest at the bottom. */
export function phoneView(language: Language, { owner, phone: chosen, messages, now, handset }: PhoneView): Html {
  const say = wordsIn(language)
  const sim = handset && { number: chosen.number, back: phonePath(owner, chosen), handset }
  const screen = phone({
    time: hoursAndMinutes(now),
    carrier: chosen.operator,
    title: html`${say('phone.messages')}${messages[0] && html` · <strong>${messages[0].from}</strong>`}`,
    prompt: sim && promptView(language, sim),
    off: handset?.power === 'off' ? say('sim.off') : undefined,
    none: say('phone.none', { number: formatPhone(chosen.number) }),
    messages: messages
      .slice(0, SHOWN)
      .reverse()
      .map(one => ({ text: emphasized(one.text), at: html`${hoursToSeconds(one.at)} · ${say('phone.received')}` })),
  })
  const live = badge({ text: say('phone.live'), look: 'success', icon: 'smartphone' })
  return html`<div class="phone-head"><h2>${say('phone.title')}</h2><span id="live" hidden>${live}</span>
    <a class="refresh" href="${phonePath(owner, chosen)}">${icon('refresh-cw')}<span>${say('phone.refresh')}</span></a></div>
    ${owner.phones.length > 1 && numbers(language, owner, chosen)}
    <p class="digits my-number"><strong>${formatPhone(chosen.number)}</strong> · ${chosen.operator}${
      chosen.simPin !== undefined && html` · ${say('phone.simPin')} <strong>${chosen.simPin}</strong>`
    }</p>${sim && html`<div id="sim-switches">${simSwitches(language, sim)}</div>`}${screen}`
}

function numbers(language: Language, owner: CastMember, chosen: LabPhone): Html {
  return html`<nav class="numbers" aria-label="${wordsIn(language)('phone.numbers', { name: owner.fullName })}"><ul>${owner.phones.map(
    one =>
      html`<li><a ${attrs({ class: 'digits', href: phonePath(owner, one), 'aria-current': one.number === chosen.number && 'true' })}>${formatPhone(one.number)}</a></li>`,
  )}</ul></nav>`
}

function phonePath(owner: CastMember, { number }: LabPhone): string {
  return `${personaPath(owner)}&so=${number}`
}

/** Codes stand out, as phones do it. */
function emphasized(text: string): Html {
  const pieces = text.split(/(?<!\d)(\d{6})(?!\d)/)
  return html`${pieces.map((piece, index) => (index % 2 === 1 ? html`<strong class="digits">${piece}</strong>` : piece))}`
}
