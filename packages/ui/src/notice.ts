import { attrs, type Content, type Html, html } from './html.ts'
import { type IconName, icon } from './icons.ts'
import { messages } from './messages.ts'
import { type Language, sayIn } from './words.ts'

export type Notice = {
  kind: 'info' | 'success' | 'warning' | 'error'
  title?: Content
  text?: Content
  /** Buttons or links below the words. */
  actions?: Html
  /** Says it at once to screen readers: for what the last submission did. */
  live?: boolean
}

const faces = {
  info: { icon: 'info', word: 'info' },
  success: { icon: 'circle-check', word: 'success' },
  warning: { icon: 'triangle-alert', word: 'warning' },
  error: { icon: 'circle-alert', word: 'errorMark' },
} as const

/** Words that matter now, with a picture and a spoken kind, so that the colour is not needed. */
export function notice(language: Language, model: Notice): Html {
  const face = faces[model.kind]
  const role = model.live !== true ? undefined : model.kind === 'error' ? 'alert' : 'status'
  return html`<div ${attrs({ class: `notice ${model.kind}`, role })}>${icon(face.icon)}<div>
    <span class="unseen">${sayIn(language, messages)(face.word)} </span>${model.title !== undefined && html`<strong>${model.title}</strong>`}
    ${model.text !== undefined && html`<p>${model.text}</p>`}${model.actions}</div></div>`
}

/** What the visitor came for, kept in sight while they sign in or register. */
export function purpose(text: Content, picture: IconName = 'file-text'): Html {
  return html`<p class="purpose">${icon(picture)}<span>${text}</span></p>`
}
