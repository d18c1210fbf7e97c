import { attrs, type Content, type Html, html } from './html.ts'
import { icon } from './icons.ts'
import { messages } from './messages.ts'
import { type Language, sayIn } from './words.ts'

/** Where one is in a task: "Bước 1/3 · Thông tin" on phones, all steps in a row on desktops. `now` counts from 1. */
export function stepper(language: Language, { steps, now }: { steps: readonly Content[]; now: number }): Html {
  const say = sayIn(language, messages)
  return html`<div class="stepper"><p><strong>${say('step', { now, all: steps.length })}</strong> · ${steps[now - 1]}</p>
    <ol>${steps.map((step, index) => {
      const place = index + 1 < now ? 'done' : index + 1 === now ? 'now' : 'ahead'
      const sign = place === 'done' ? html`${icon('check')}<span class="unseen">${say('stepDone')}: </span>` : index + 1
      return html`<li ${attrs({ class: place, 'aria-current': place === 'now' && 'step' })}><span class="number">${sign}</span><span>${step}</span></li>`
    })}</ol></div>`
}

/** What to do, one thing after the other. */
export function numberedSteps(steps: readonly Content[]): Html {
  return html`<ol class="numbered">${steps.map(step => html`<li><div>${step}</div></li>`)}</ol>`
}
