import { verificationCodeIn } from '@motcua/contracts/mobile-signature.ts'
import { badge } from '@motcua/ui/badge.ts'
import { textField } from '@motcua/ui/fields.ts'
import { actions, button, form, hiddenField, postButton } from '@motcua/ui/form.ts'
import { type Html, html } from '@motcua/ui/html.ts'
import type { Language } from '@motcua/ui/words.ts'
import { type Handset, MOST_TRIES, type Prompt } from '../sim/handsets.ts'
import { wordsIn } from './frame.ts'

/** What one does with a phone and its signing SIM, as `viec` of the form says it. */
export const simActs = ['dong-y', 'tu-choi', 'tat', 'bat', 'thay', 'mo-khoa'] as const

/** `number`: as typed; `back`: the page of the phone. */
export type SimView = { number: string; back: string; handset: Handset }

export function simPath(number: string): string {
  return `/dien-thoai/${number}/sim`
}

/** What the SIM asks, with the PIN to be entered; undefined while it asks nothing. */
export function promptView(language: Language, view: SimView): Html | undefined {
  const { prompt } = view.handset
  return prompt && asking(language, view, prompt)
}

function asking(language: Language, { number, back, handset: { triesLeft } }: SimView, prompt: Prompt): Html {
  const say = wordsIn(language)
  const pin = textField(language, {
    ...{ name: 'pin', label: say('sim.pin'), inputmode: 'numeric', maxlength: 16, autocomplete: 'off', digits: true },
    error: triesLeft < MOST_TRIES ? say('sim.wrong', { left: triesLeft }) : undefined,
  })
  const buttons = actions(
    button({ label: say('sim.confirm'), name: 'viec', value: 'dong-y' }),
    button({ label: say('sim.decline'), look: 'secondary', name: 'viec', value: 'tu-choi' }),
  )
  const asked = form(language, {
    ...{ action: simPath(number), label: say('sim.asks'), enter: { name: 'viec', value: 'dong-y' } },
    content: [hiddenField('ve', back), hiddenField('yeu-cau', prompt.id), pin, buttons],
  })
  return html`<div data-until="${prompt.until.toISOString()}"><strong>${say('sim.asks')}</strong>${question(prompt.text)}${asked}</div>`
}

/** The code at the end stands out, to be compared with the portal's. */
function question(text: string): Html {
  const code = verificationCodeIn(text)
  if (code === undefined) return html`<p>${text}</p>`
  const before = text.trim().slice(0, -code.length).trim()
  return html`<p>${before} <span class="match digits">${code}</span></p>`
}

/** The switches beside the phone, and what is wrong with its SIM. */
export function simSwitches(language: Language, { number, back, handset: { power, triesLeft } }: SimView): Html {
  const say = wordsIn(language)
  const act = (viec: (typeof simActs)[number], label: Html | string) =>
    postButton(language, {
      action: simPath(number),
      label,
      look: 'link',
      name: 'viec',
      value: viec,
      hidden: { ve: back },
    })
  const blocked = badge({ text: say('sim.blocked'), look: 'error', icon: 'lock' })
  return html`<div class="sim-switches">${triesLeft === 0 && html`${blocked}${act('mo-khoa', html`${say('sim.unblock')}`)}`}${
    power === 'on' ? act('tat', html`${say('sim.turnOff')}`) : act('bat', html`${say('sim.turnOn')}`)
  }${act('thay', html`${say('sim.replace')}`)}</div>`
}
