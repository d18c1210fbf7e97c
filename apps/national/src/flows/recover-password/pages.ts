import { captchaField } from '@motcua/ui/code-fields.ts'
import { textField } from '@motcua/ui/fields.ts'
import { button, form } from '@motcua/ui/form.ts'
import { dial, type Frame } from '@motcua/ui/frame.ts'
import { type Html, html } from '@motcua/ui/html.ts'
import { notice } from '@motcua/ui/notice.ts'
import { page } from '@motcua/ui/page.ts'
import { backLink, emptyState, heading, helpAside } from '@motcua/ui/parts.ts'
import { stepper } from '@motcua/ui/stepper.ts'
import { type Language, plain, sayIn } from '@motcua/ui/words.ts'
import { type FlowPage, flowFields, wrongs } from '../../steps/flow-page.ts'
import { messages as shared } from '../../steps/messages.ts'
import { messages } from './messages.ts'

export function recoverSteps(language: Language, now: 1 | 2 | 3): Html {
  const say = sayIn(language, shared)
  return stepper(language, { steps: [say('step.who'), say('step.otp'), say('step.password')], now })
}

/** *Quên mật khẩu*: whose account. The next page looks the same whether or not it exists. */
export function whoPage(model: FlowPage<{ step: string }>): string {
  const { frame, captcha, values } = model
  const { language } = frame
  const say = sayIn(language, messages)
  const wrong = wrongs(language, model)
  const main = html`${backLink('/dang-nhap', say('recover.back'))}${recoverSteps(language, 1)}
    ${heading(say('recover.title'), say('recover.lead'))}${wrong.summary}
    ${form(language, {
      action: model.action,
      content: [
        flowFields(model),
        textField(language, {
          name: 'username',
          label: say('recover.username'),
          value: values.username,
          error: wrong.of('username'),
          placeholder: plain(language, messages)('recover.username-placeholder'),
          required: true,
          autocomplete: 'username',
          inputmode: 'numeric',
          maxlength: 20,
          digits: true,
        }),
        captcha ? captchaField(language, { ...captcha, error: wrong.of('captcha') }) : false,
        button({ label: say('recover.submit'), wide: true }),
      ],
    })}`
  const counter = html`<a href="/quay-giao-dich">${say('recover.counter')}</a>`
  const aside = helpAside({ title: say('recover.no-phone-title'), text: say('recover.no-phone-text', { counter }) })
  return page(frame, { title: say('recover.title'), main, aside, width: 'form', errors: wrong.count })
}

export function recoveredPage(frame: Frame): string {
  const say = sayIn(frame.language, messages)
  const main = html`${heading(say('recover.done-title'))}
    ${notice(frame.language, { kind: 'success', text: say('recover.done-text'), live: true })}
    ${button({ label: say('recover.sign-in'), href: '/dang-nhap', wide: true })}`
  return page(frame, { title: say('recover.done-title'), main, width: 'form' })
}

/** The code was right; the operator has not said yet whose the number is today. */
export function ownerPage(model: FlowPage<{ step: string }>): string {
  const { frame } = model
  const { language } = frame
  const say = sayIn(language, messages)
  const wrong = wrongs(language, model)
  const main = html`${recoverSteps(language, 2)}${heading(say('recover.owner-title'), say('recover.owner-lead'))}${wrong.summary}
    ${form(language, {
      action: model.action,
      content: [flowFields(model), button({ label: say('recover.owner-again'), icon: 'refresh-cw', wide: true })],
    })}`
  return page(frame, { title: say('recover.owner-title'), main, width: 'form', errors: wrong.count })
}

/** Who has the phone, but not (or no longer) the account. */
export function notRecoveredPage(frame: Frame, why: 'no-longer-yours' | 'overtaken'): string {
  const say = sayIn(frame.language, messages)
  const hotline = html`<a class="digits" href="${dial(frame.hotline)}">${frame.hotline}</a>`
  const title = say(`recover.${why}-title`)
  const ways = button({ label: say('recover.counters'), href: '/quay-giao-dich' })
  const text = say(`recover.${why}-text`, { hotline })
  return page(frame, {
    title,
    main: emptyState({ of: 'page', gate: 'shut', title, text, actions: ways }),
    width: 'form',
  })
}
