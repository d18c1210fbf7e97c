import { attrs, type Content, type Html, html } from './html.ts'
import { type IconName, icon } from './icons.ts'
import { messages } from './messages.ts'
import { type Language, sayIn } from './words.ts'

export type Form = {
  action: string
  method?: 'post' | 'get'
  content: Content | readonly (Content | false | undefined)[]
  /** What Enter in a field sends, where buttons have names. */
  enter?: { name: string; value: string }
  id?: string
  /** For attachments. */
  files?: boolean
  /** Accessible name, needed for `role=search` and where a page has several forms. */
  label?: Content
  search?: boolean
}

/** A form. The server checks everything, so the browser's own bubbles are off; a script keeps it from being sent twice. */
export function form(language: Language, model: Form): Html {
  const attributes = attrs({
    action: model.action,
    method: model.method ?? 'post',
    id: model.id,
    class: 'form',
    novalidate: true,
    role: model.search === true ? 'search' : undefined,
    'aria-label': model.label,
    enctype: model.files === true ? 'multipart/form-data' : undefined,
    'data-sending': sayIn(language, messages)('sending'),
  })
  return html`<form ${attributes}>${defaultButton(model.enter)}${model.content}</form>`
}

/** Browsers press the first button on Enter (HTML §4.10.21.2): without this one that would be the captcha's refresh. */
function defaultButton(enter: Form['enter']): Html {
  return html`<button ${attrs({ class: 'unseen', type: 'submit', tabindex: -1, 'aria-hidden': 'true', ...enter })}></button>`
}

export type ButtonLook = 'primary' | 'gold' | 'secondary' | 'danger' | 'link'
export type Button = {
  label: Content
  look?: ButtonLook
  icon?: IconName
  /** With an address it is a link that looks like a button; without one it submits. */
  href?: string
  name?: string
  value?: string
  disabled?: boolean
  id?: string
  /** As wide as the form. */
  wide?: boolean
}

/** A button that says what happens. One `primary` (or `gold`) a page. */
export function button(model: Button): Html {
  const look = `button ${model.look ?? 'primary'}${model.wide === true ? ' wide' : ''}`
  const words = html`${model.icon !== undefined && icon(model.icon)}<span>${model.label}</span>`
  if (model.href !== undefined) return html`<a class="${look}" href="${model.href}">${words}</a>`
  const { name, value, disabled, id } = model
  return html`<button ${attrs({ class: look, type: 'submit', id, name, value, disabled })}>${words}</button>`
}

/** Prints the page; shown by the page's script `papers.js`, since without one it could do nothing. */
export function printButton(language: Language): Html {
  return html`<button class="button secondary" type="button" data-print hidden>${icon('printer')}<span>${sayIn(language, messages)('print')}</span></button>`
}

/** A button alone in a form of its own, for what changes something but asks nothing: log out, resend. */
export function postButton(
  language: Language,
  model: Button & { action: string; hidden?: Record<string, string> },
): Html {
  const { action, hidden = {}, ...face } = model
  const fields = Object.entries(hidden).map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`,
  )
  return html`<form class="inline" method="post" action="${action}" data-sending="${sayIn(language, messages)('sending')}">${fields}${button(face)}</form>`
}

/** A value carried along unseen. */
export function hiddenField(name: string, value: string): Html {
  return html`<input type="hidden" name="${name}" value="${value}">`
}

/** Buttons beside each other, stacked on phones. */
export function actions(...buttons: (Html | false | undefined)[]): Html {
  return html`<div class="actions">${buttons}</div>`
}
