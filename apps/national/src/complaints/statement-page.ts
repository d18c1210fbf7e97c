import { captchaField } from '@motcua/ui/code-fields.ts'
import { requiredNote } from '@motcua/ui/field.ts'
import { radioField, textArea, textField } from '@motcua/ui/fields.ts'
import { fileField } from '@motcua/ui/file-field.ts'
import { button, form, hiddenField } from '@motcua/ui/form.ts'
import type { Frame } from '@motcua/ui/frame.ts'
import { type Html, html } from '@motcua/ui/html.ts'
import { page } from '@motcua/ui/page.ts'
import { backLink, heading, helpAside } from '@motcua/ui/parts.ts'
import { stepper } from '@motcua/ui/stepper.ts'
import { type Language, plain, sayIn } from '@motcua/ui/words.ts'
import { type FlowPage, flowFields } from '../steps/flow-page.ts'
import type { Attachment } from './attachments/attachments-store.ts'
import { matters } from './complaint.ts'
import { messages } from './messages.ts'
import { ABOUT_PATH } from './paths.ts'
import { LONGEST_TEXT, SHORTEST_TEXT } from './read-statement.ts'
import { complaintWrongs, hotlineOf } from './words.ts'

export type FileRules = { most: number; bytesEach: number; bytesTogether: number }
export type StatementPage = FlowPage<{ step: string }> & { held: readonly Attachment[]; files: FileRules }

/** Where one stands in complaining. */
export function complaintSteps(language: Language, now: 1 | 2 | 3): Html {
  const say = sayIn(language, messages)
  return stepper(language, { steps: [say('step.statement'), say('step.code'), say('step.receipt')], now })
}

/** *Gửi khiếu nại*: what happened, how to reach the complainant, and the files. */
export function statementPage(model: StatementPage): string {
  const { frame, captcha } = model
  const { language } = frame
  const say = sayIn(language, messages)
  const wrong = complaintWrongs(language, model)
  const main = html`${backLink(ABOUT_PATH, say('form.back'))}${complaintSteps(language, 1)}
    ${heading(say('form.title'), say('form.lead'))}${wrong.summary}${requiredNote(language)}
    ${form(language, {
      action: model.action,
      files: true,
      content: [
        flowFields(model),
        hiddenField('uploaded', model.held.map(({ id }) => id).join(',')),
        personFields(model),
        caseFields(model),
        contactFields(model),
        filesField(model),
        captcha ? captchaField(language, { ...captcha, error: wrong.of('captcha') }) : false,
        button({ label: say('form.submit'), wide: true }),
        html`<p class="hint">${say('form.next')}</p>`,
      ],
    })}`
  const papers = { styles: ['papers.css'], scripts: ['papers.js'] }
  return page(frame, {
    ...papers,
    title: say('form.title'),
    main,
    aside: help(frame),
    width: 'form',
    errors: wrong.count,
  })
}

/** What every field of this form is made with: its words, and what was typed and refused. */
function wordsAndFields(model: StatementPage) {
  const { language } = model.frame
  const wrong = complaintWrongs(language, model)
  return {
    language,
    say: sayIn(language, messages),
    wrong,
    field: (name: string) => ({ name, value: model.values[name], error: wrong.of(name) }),
  }
}

function personFields(model: StatementPage): Html {
  const { language, say, field } = wordsAndFields(model)
  return html`${textField(language, {
    ...field('idNumber'),
    label: say('form.id-number'),
    hint: say('form.id-number-hint'),
    required: true,
    inputmode: 'numeric',
    autocomplete: 'off',
    maxlength: 20,
    digits: true,
  })}
  ${textField(language, {
    ...field('fullName'),
    label: say('form.full-name'),
    hint: say('form.full-name-hint'),
    required: true,
    autocomplete: 'name',
    maxlength: 120,
  })}`
}

function caseFields(model: StatementPage): Html {
  const { language, say, field } = wordsAndFields(model)
  const words = plain(language, messages)
  return html`${radioField(language, {
    ...field('matter'),
    label: say('form.matter'),
    required: true,
    options: matters.map(value => ({ value, label: words(`matter.${value}`) })),
  })}
  ${textArea(language, {
    ...field('statement'),
    label: say('form.statement'),
    hint: say('form.statement-hint', { shortest: SHORTEST_TEXT, longest: LONGEST_TEXT }),
    required: true,
    rows: 8,
    counted: LONGEST_TEXT,
  })}`
}

function contactFields(model: StatementPage): Html {
  const { language, say, field } = wordsAndFields(model)
  return html`<fieldset class="field contacts"><legend class="label">${say('form.contact')} <span class="star" aria-hidden="true">*</span></legend>
    <p class="hint">${say('form.contact-hint')}</p>
  ${textField(language, {
    ...field('phone'),
    label: say('form.phone'),
    hint: say('form.phone-hint'),
    type: 'tel',
    inputmode: 'tel',
    autocomplete: 'tel',
    maxlength: 24,
    digits: true,
  })}
  ${textField(language, {
    ...field('email'),
    label: say('form.email'),
    hint: say('form.email-hint'),
    type: 'email',
    inputmode: 'email',
    autocomplete: 'email',
    maxlength: 254,
  })}</fieldset>`
}

const ACCEPTED = '.pdf,.jpg,.jpeg,.png,.docx,.xlsx,application/pdf,image/jpeg,image/png'
const MEBIBYTE = 1024 * 1024

function filesField(model: StatementPage): Html {
  const { language, say, wrong } = wordsAndFields(model)
  const { most, bytesEach, bytesTogether } = model.files
  const limits = { most, each: bytesEach / MEBIBYTE, together: bytesTogether / MEBIBYTE }
  const problems = Object.keys(model.errors).filter(field => field.startsWith('attachments-'))
  return fileField(language, {
    name: 'attachments',
    label: say('form.files'),
    hint: say('form.files-hint', limits),
    problems: problems.map(id => ({ id, text: wrong.of(id) ?? '' })),
    held: model.held.map(({ id, name, kind, size }) => ({
      id,
      name,
      detail: `${kind.toUpperCase()} · ${sizeText(language, size)}`,
    })),
    accept: ACCEPTED,
    bytesEach,
    action: model.action,
  })
}

/** As people say how large a file is: `214 KB`, `1,8 MB`. */
function sizeText(language: Language, bytes: number): string {
  const number = (value: number, digits: number) =>
    new Intl.NumberFormat(language, { maximumFractionDigits: digits }).format(value)
  return bytes < MEBIBYTE ? `${number(Math.ceil(bytes / 1024), 0)} KB` : `${number(bytes / MEBIBYTE, 1)} MB`
}

function help(frame: Frame): Html {
  const say = sayIn(frame.language, messages)
  return helpAside(
    { title: say('help.urgent-title'), text: say('help.urgent-text', { hotline: hotlineOf(frame) }) },
    {
      title: say('help.why-title'),
      points: [
        { icon: 'search', text: say('help.why-find') },
        { icon: 'lock', text: say('help.why-keep') },
      ],
    },
  )
}
