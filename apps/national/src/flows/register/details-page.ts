import { captchaField } from '@motcua/ui/code-fields.ts'
import { requiredNote } from '@motcua/ui/field.ts'
import { dateField, textField } from '@motcua/ui/fields.ts'
import { button, form } from '@motcua/ui/form.ts'
import type { Frame } from '@motcua/ui/frame.ts'
import { type Html, html } from '@motcua/ui/html.ts'
import { page } from '@motcua/ui/page.ts'
import { backLink, heading, helpAside } from '@motcua/ui/parts.ts'
import { stepper } from '@motcua/ui/stepper.ts'
import { type Language, plain, sayIn } from '@motcua/ui/words.ts'
import { type FlowPage, flowFields, wrongs } from '../../steps/flow-page.ts'
import { messages as shared } from '../../steps/messages.ts'
import { messages } from './messages.ts'

/** Where one stands in registering. */
export function registerSteps(language: Language, now: 1 | 2 | 3): Html {
  const say = sayIn(language, shared)
  return stepper(language, { steps: [say('step.details'), say('step.otp'), say('step.password')], now })
}

/** Whose registry is asked: the mobile operators', or that of social insurance. */
export type RegistryName = 'mobile' | 'insurance'

export type DetailsPage = FlowPage<{ step: string }> & { registry: RegistryName }

/** *Đăng ký bằng thuê bao di động* (Hình 4), *Đăng ký bằng Bảo hiểm xã hội* (Hình 8). */
export function detailsPage(model: DetailsPage): string {
  const { frame, captcha, registry } = model
  const say = sayIn(frame.language, messages)
  const wrong = wrongs(frame.language, model)
  const title = say(`register.${registry}-title`)
  const main = html`${backLink('/dang-ky', say('register.other-way'))}${registerSteps(frame.language, 1)}
    ${heading(title, say(`register.${registry}-lead`))}${wrong.summary}${requiredNote(frame.language)}
    ${form(frame.language, {
      action: model.action,
      content: [
        flowFields(model),
        personFields(model),
        contactFields(model),
        captcha ? captchaField(frame.language, { ...captcha, error: wrong.of('captcha') }) : false,
        button({ label: say('register.submit'), wide: true }),
        html`<p class="hint">${say('register.next-otp')}</p>`,
      ],
    })}`
  return page(frame, { title, main, aside: help(frame, registry), width: 'form', errors: wrong.count })
}

/** What every field of this form is made with: its words, and what was typed and refused. */
function wordsAndFields(model: DetailsPage) {
  const { values, frame } = model
  const { language } = frame
  const wrong = wrongs(language, model)
  return {
    language,
    say: sayIn(language, messages),
    text: plain(language, messages),
    field: (name: string) => ({ name, value: values[name], error: wrong.of(name) }),
  }
}

function personFields(model: DetailsPage): Html {
  const { language, say, text, field } = wordsAndFields(model)
  return html`${textField(language, {
    ...field('idNumber'),
    label: say('register.id-number'),
    hint: say('register.id-number-hint'),
    placeholder: text('register.id-number-placeholder'),
    required: true,
    inputmode: 'numeric',
    autocomplete: 'username',
    maxlength: 20,
    digits: true,
  })}
  ${model.registry === 'insurance' && insuranceField(model)}
  ${textField(language, {
    ...field('fullName'),
    label: say('register.full-name'),
    hint: say('register.full-name-hint'),
    placeholder: text('register.full-name-placeholder'),
    required: true,
    autocomplete: 'name',
    maxlength: 120,
  })}
  ${dateField(language, { ...field('dateOfBirth'), label: say('register.date-of-birth'), required: true, autocomplete: 'bday' })}`
}

function insuranceField(model: DetailsPage): Html {
  const { language, say, text, field } = wordsAndFields(model)
  return textField(language, {
    ...field('socialInsuranceNumber'),
    label: say('register.insurance-number'),
    hint: say('register.insurance-number-hint'),
    placeholder: text('register.insurance-number-placeholder'),
    required: true,
    inputmode: 'numeric',
    autocomplete: 'off',
    maxlength: 20,
    digits: true,
  })
}

function contactFields(model: DetailsPage): Html {
  const { language, say, text, field } = wordsAndFields(model)
  return html`${textField(language, {
    ...field('phone'),
    label: say('register.phone'),
    hint: say(`register.${model.registry}-phone-hint`),
    placeholder: text('register.phone-placeholder'),
    required: true,
    type: 'tel',
    inputmode: 'tel',
    autocomplete: 'tel',
    maxlength: 24,
    digits: true,
  })}
  ${textField(language, {
    ...field('email'),
    label: say('register.email'),
    hint: say('register.email-hint'),
    placeholder: text('register.email-placeholder'),
    required: false,
    type: 'email',
    inputmode: 'email',
    autocomplete: 'email',
    maxlength: 254,
  })}`
}

function help({ language }: Frame, registry: RegistryName): Html {
  const say = sayIn(language, messages)
  const why = {
    title: say('register.why-title'),
    points: [
      { icon: 'shield-check', text: say(`register.${registry}-why-ask`) },
      { icon: 'lock', text: say(`register.${registry}-why-keep`) },
    ],
  } as const
  if (registry === 'mobile')
    return helpAside({ title: say('register.whose-title'), text: say('register.whose-text') }, why)
  const where = {
    title: say('register.where-title'),
    points: [
      { icon: 'id-card', text: say('register.where-card') },
      { icon: 'book-open', text: say('register.where-book') },
      { icon: 'smartphone', text: say('register.where-app') },
    ],
  } as const
  const help = html`<a href="/tro-giup#bao-hiem-xa-hoi">${say('register.no-match-help')}</a>`
  const noMatch = { title: say('register.no-match-title'), text: say('register.no-match-text', { help }) }
  return helpAside(where, noMatch, why)
}
