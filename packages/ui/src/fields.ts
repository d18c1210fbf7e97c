import { controlAttributes, explanations, type Field, fieldAround, needMark } from './field.ts'
import { attrs, type Content, type Html, html } from './html.ts'
import { icon } from './icons.ts'
import { messages } from './messages.ts'
import { type Language, sayIn } from './words.ts'

export type TextField = Field & {
  value?: string | undefined
  type?: 'text' | 'email' | 'tel' | 'url' | 'search' | undefined
  autocomplete?: string | undefined
  inputmode?: 'text' | 'numeric' | 'tel' | 'email' | 'search' | undefined
  maxlength?: number | undefined
  placeholder?: string | undefined
  readonly?: boolean | undefined
  /** Digits that are compared or typed: tabular figures. */
  digits?: boolean | undefined
}

/** One line of text. The value given is shown again as it was typed. */
export function textField(language: Language, field: TextField): Html {
  const input = html`<input ${attrs({
    ...controlAttributes(field),
    class: field.digits === true ? 'input digits' : 'input',
    type: field.type ?? 'text',
    value: field.value,
    autocomplete: field.autocomplete,
    inputmode: field.inputmode,
    maxlength: field.maxlength,
    placeholder: field.placeholder,
    readonly: field.readonly,
    spellcheck: 'false',
  })}>`
  return fieldAround(language, field, input)
}

/** A date typed as dd/mm/yyyy; nobody should scroll a calendar back to their birth year. */
export function dateField(language: Language, field: Omit<TextField, 'type' | 'inputmode' | 'digits'>): Html {
  const hint = field.hint ?? sayIn(language, messages)('dateHint')
  return textField(language, { width: 'half', maxlength: 10, ...field, hint, inputmode: 'numeric', digits: true })
}

export type TextArea = Field & {
  value?: string | undefined
  rows?: number
  maxlength?: number | undefined
  /** At most so many characters, counted by the page's script `papers.js` while one writes; more can be typed. */
  counted?: number | undefined
}

/** Where the script puts the number. */
const COUNT = '#'

/** Several lines of text. */
export function textArea(language: Language, field: TextArea): Html {
  const box = attrs({ ...controlAttributes(field), class: 'input', rows: field.rows ?? 4, maxlength: field.maxlength })
  const { counted: most } = field
  const words = most !== undefined && sayIn(language, messages)('charactersOf', { count: COUNT, most })
  const count = attrs({ 'data-count-of': field.name, 'data-most': most, 'data-words': words })
  return fieldAround(
    language,
    field,
    html`<textarea ${box}>${field.value}</textarea>${most !== undefined && html`<p class="hint written" hidden ${count}><span aria-hidden="true"></span><span class="unseen" role="status"></span></p>`}`,
  )
}

export type Option = { value: string; label: string }
export type SelectField = Field & {
  options: readonly Option[]
  value?: string | undefined
  /** First, empty choice; `false` leaves it out where there is always a choice. */
  empty?: string | false | undefined
  autocomplete?: string | undefined
  /** The select that depends on this one: its name, and where its options come from as `[{value, label}]`. */
  chain?: { name: string; source: string } | undefined
}

/** A choice from a list. With `chain`, a script refills the dependent list; without scripts the form's button does. */
export function selectField(language: Language, field: SelectField): Html {
  const empty = field.empty ?? sayIn(language, messages)('choose')
  const chosen = attrs({
    ...controlAttributes(field),
    class: 'input',
    autocomplete: field.autocomplete,
    'data-chain': field.chain?.name,
    'data-source': field.chain?.source,
  })
  const options = [...(empty === false ? [] : [{ value: '', label: empty }]), ...field.options]
  const select = html`<select ${chosen}>${options.map(
    one =>
      html`<option ${attrs({ value: one.value, selected: one.value === (field.value ?? '') })}>${one.label}</option>`,
  )}</select>`
  return fieldAround(language, field, html`<div class="select">${select}${icon('chevron-down')}</div>`)
}

/**
 * Selects that depend on each other (Tỉnh → Quận/Huyện → Phường/Xã) with a button that works without scripts;
 * where every select knows its source, the script hides the button.
 */
export function chainedSelects(language: Language, chain: { selects: readonly SelectField[]; button?: Content }): Html {
  const say = sayIn(language, messages)
  return html`<div class="chain" data-chained>${chain.selects.map(one => selectField(language, one))}
    <button class="button secondary" type="submit" name="choose" value="1" formnovalidate>${chain.button ?? say('choose')}</button></div>`
}

export type CheckBox = Pick<Field, 'name' | 'label' | 'hint' | 'why' | 'error' | 'required'> & {
  checked?: boolean | undefined
  value?: string
}

/** One box to tick, its label beside it. */
export function checkbox(language: Language, field: CheckBox): Html {
  const box = attrs({
    ...controlAttributes(field),
    type: 'checkbox',
    value: field.value ?? 'yes',
    checked: field.checked === true,
  })
  return html`<div class="field check${field.error === undefined ? '' : ' wrong'}"><div class="tick"><input ${box}>
    <label for="${field.name}">${field.label}${needMark(language, field.required === true ? true : undefined)}</label></div>
    ${explanations(language, field)}</div>`
}

export type RadioField = Field & { options: readonly (Option & { hint?: Content })[]; value?: string | undefined }

/** One choice among a few, all visible. */
export function radioField(language: Language, field: RadioField): Html {
  const { 'aria-describedby': described } = controlAttributes(field)
  return html`<fieldset ${attrs({ class: `field${field.error === undefined ? '' : ' wrong'}`, id: field.name, 'aria-describedby': described })}>
    <legend class="label">${field.label}${needMark(language, field.required)}</legend>${explanations(language, field)}
    ${field.options.map(
      (one, index) =>
        html`<div class="tick"><input ${attrs({
          id: `${field.name}-${index + 1}`,
          name: field.name,
          type: 'radio',
          value: one.value,
          checked: one.value === field.value,
        })}><label for="${field.name}-${index + 1}">${one.label}${one.hint !== undefined && html`<span class="hint">${one.hint}</span>`}</label></div>`,
    )}</fieldset>`
}
