import { type Content, type Html, html } from './html.ts'
import { icon } from './icons.ts'
import { messages } from './messages.ts'
import { type Language, sayIn } from './words.ts'

/** What every field has. `required: true` marks it with *, `required: false` says "(không bắt buộc)", leaving it out says neither. */
export type Field = {
  name: string
  label: Content
  /** How to fill it in. */
  hint?: Content | undefined
  /** Why we ask: what it is checked against, or where it goes. */
  why?: Content | undefined
  /** What is wrong and what to do; sets the field's invalid state. */
  error?: Content | undefined
  required?: boolean | undefined
  /** A link opposite the label, such as *Quên mật khẩu?*. */
  beside?: Html | undefined
  width?: 'full' | 'half' | undefined
}

/** Attributes that tie a control to its label, hints and error (WCAG 1.3.1, 3.3.1, 3.3.2). */
export function controlAttributes(field: Field) {
  const described = [
    field.hint !== undefined && `${field.name}-hint`,
    field.why !== undefined && `${field.name}-why`,
    field.error !== undefined && `${field.name}-error`,
  ].filter(part => part !== false)
  return {
    id: field.name,
    name: field.name,
    required: field.required === true,
    'aria-invalid': field.error === undefined ? undefined : 'true',
    'aria-describedby': described.length > 0 ? described.join(' ') : undefined,
  }
}

/** A control with its label, hints and error around it. The control's id is the field's name. */
export function fieldAround(language: Language, field: Field, control: Html): Html {
  const size = field.width === 'half' ? ' half' : ''
  return html`<div class="field${field.error === undefined ? '' : ' wrong'}${size}">
    <div class="label"><label for="${field.name}">${field.label}${needMark(language, field.required)}</label>${field.beside}</div>
    ${explanations(language, field)}${control}</div>`
}

/** The lines between label and control, in the order they are read: hint, why, error. */
export function explanations(language: Language, field: Pick<Field, 'name' | 'hint' | 'why' | 'error'>): Html {
  const say = sayIn(language, messages)
  return html`${field.hint !== undefined && html`<p class="hint" id="${field.name}-hint">${field.hint}</p>`}
    ${field.why !== undefined && html`<p class="hint why" id="${field.name}-why">${icon('shield-check')}<span>${field.why}</span></p>`}
    ${
      field.error !== undefined &&
      html`<p class="problem" id="${field.name}-error">${icon('circle-alert')}<span><span class="unseen">${say('errorMark')} </span>${field.error}</span></p>`
    }`
}

/** The sign after a label. Screen readers hear the control's own required state, so the star is for the eye. */
export function needMark(language: Language, required: boolean | undefined): Html | undefined {
  if (required === undefined) return undefined
  if (required) return html` ${star}`
  return html` <span class="optional">${sayIn(language, messages)('optional')}</span>`
}

const star = html`<span class="star" aria-hidden="true">*</span>`

/** The line above a form that tells what the star means. */
export function requiredNote(language: Language): Html {
  return html`<p class="hint legend">${sayIn(language, messages)('requiredNote', { star: html`<span class="star">*</span>` })}</p>`
}
