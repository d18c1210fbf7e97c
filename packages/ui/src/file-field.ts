import { needMark } from './field.ts'
import { attrs, type Content, type Html, html } from './html.ts'
import { icon } from './icons.ts'
import { messages } from './messages.ts'
import { type Language, sayIn } from './words.ts'

export type HeldFile = { id: string; name: string; detail: Content }
export type FileField = {
  name: string
  label: Content
  hint: Content
  /** What was not taken and why; each has an id that the summary above the form leads to. */
  problems: readonly { id: string; text: Content }[]
  /** What came before and is kept with the form; its button sends `remove=id`. */
  held: readonly HeldFile[]
  /** What the browser offers to choose from, as of HTML §4.10.5.1.17. Only an aid: the server looks at the content. */
  accept: string
  /** Bytes beyond which a script refuses a file at once, before minutes of sending. */
  bytesEach: number
  /** Where the form goes: after adding or removing a file, the browser returns to the files. */
  action: string
}

/** Where the script puts the names. */
const NAMES = '#'

/**
 * Files to go with a form, several at once: what was taken is listed, more can be added with the button (which sends
 * `action=upload`) or together with the whole form.
 */
export function fileField(language: Language, field: FileField): Html {
  const say = sayIn(language, messages)
  const { name, problems } = field
  const chooser = attrs({
    ...{ class: 'input', type: 'file', id: name, name, multiple: true, accept: field.accept },
    'data-most': field.bytesEach,
    'data-too-large': say('fileTooLarge', { names: NAMES }),
    'aria-invalid': problems.length > 0 ? 'true' : undefined,
    'aria-describedby': [`${name}-hint`, ...problems.map(({ id }) => id)].join(' '),
  })
  return html`<fieldset id="${name}-files" class="field files${problems.length > 0 ? ' wrong' : ''}"><legend class="label">${field.label}${needMark(language, false)}</legend>
    <p class="hint" id="${name}-hint">${field.hint}</p>${problems.map(problem => problemLine(language, problem))}
    ${field.held.length > 0 && html`<ul class="held" aria-label="${say('filesHeld')}">${field.held.map(file => heldFile(language, file, `${field.action}#${name}-files`))}</ul>`}
    <label for="${name}">${say(field.held.length > 0 ? 'filesMore' : 'filesChoose')}</label>
    <div class="chooser"><input ${chooser}><button class="button secondary" type="submit" name="action" value="upload" formaction="${field.action}#${name}-files"><span>${say('filesUpload')}</span></button></div>
    <p class="problem" role="alert" data-refused-of="${name}" hidden>${icon('circle-alert')}<span></span></p></fieldset>`
}

function problemLine(language: Language, { id, text }: FileField['problems'][number]): Html {
  return html`<p class="problem" id="${id}" tabindex="-1">${icon('circle-alert')}<span><span class="unseen">${sayIn(language, messages)('errorMark')} </span>${text}</span></p>`
}

function heldFile(language: Language, { id, name, detail }: HeldFile, action: string): Html {
  const remove = sayIn(language, messages)('fileRemove')
  return html`<li>${icon('file-text')}<span><strong>${name}</strong><small>${detail}</small></span>
    <button class="button link" type="submit" name="remove" value="${id}" formaction="${action}"><span>${remove}<span class="unseen"> ${name}</span></span></button></li>`
}
