import { captchaField } from '@motcua/ui/code-fields.ts'
import { textField } from '@motcua/ui/fields.ts'
import { actions, button, form } from '@motcua/ui/form.ts'
import type { Frame } from '@motcua/ui/frame.ts'
import { type Html, html } from '@motcua/ui/html.ts'
import { notice } from '@motcua/ui/notice.ts'
import { page } from '@motcua/ui/page.ts'
import { heading, helpAside } from '@motcua/ui/parts.ts'
import { stepper } from '@motcua/ui/stepper.ts'
import { type Language, sayIn } from '@motcua/ui/words.ts'
import { type FlowPage, flowFields, wrongs } from '../../steps/flow-page.ts'
import { messages } from './messages.ts'

export function lostPhoneSteps(language: Language, now: 1 | 2): Html {
  const say = sayIn(language, messages)
  return stepper(language, { steps: [say('lost-phone.step-number'), say('lost-phone.step-code')], now })
}

/** *Nhập số điện thoại nhận OTP mới*. */
export function newPhonePage(model: FlowPage<{ step: string }>): string {
  const { frame, captcha, values } = model
  const { language } = frame
  const say = sayIn(language, messages)
  const wrong = wrongs(language, model)
  const main = html`${lostPhoneSteps(language, 1)}${heading(say('lost-phone.title'), say('lost-phone.lead'))}${wrong.summary}
    ${form(language, {
      action: model.action,
      content: [
        flowFields(model),
        textField(language, {
          ...{ name: 'phone', value: values.phone, error: wrong.of('phone'), required: true, digits: true },
          ...{ label: say('lost-phone.number'), hint: say('lost-phone.number-hint'), maxlength: 24 },
          ...{ type: 'tel', inputmode: 'tel', autocomplete: 'tel' },
        }),
        captcha ? captchaField(language, { ...captcha, error: wrong.of('captcha') }) : false,
        button({ label: say('lost-phone.submit'), wide: true }),
      ],
    })}`
  return page(frame, {
    ...{ title: say('lost-phone.title'), main, aside: help(frame), width: 'form', errors: wrong.count },
  })
}

/** The code was right; the operator has not said yet whose the number is. */
export function ownerPage(model: FlowPage<{ step: string }>): string {
  const { frame } = model
  const say = sayIn(frame.language, messages)
  const wrong = wrongs(frame.language, model)
  const main = html`${heading(say('lost-phone.owner-title'), say('lost-phone.owner-lead'))}${wrong.summary}
    ${form(frame.language, {
      action: model.action,
      content: [flowFields(model), button({ label: say('lost-phone.owner-again'), icon: 'refresh-cw', wide: true })],
    })}`
  return page(frame, { title: say('lost-phone.owner-title'), main, width: 'form', errors: wrong.count })
}

export function phoneChangedPage(frame: Frame): string {
  const say = sayIn(frame.language, messages)
  const main = html`${heading(say('lost-phone.done-title'))}
    ${notice(frame.language, { kind: 'success', text: say('lost-phone.done-text'), live: true })}
    ${actions(button({ label: say('sign-in.again'), href: '/dang-nhap' }))}`
  return page(frame, { title: say('lost-phone.done-title'), main, width: 'form' })
}

function help({ language }: Frame): Html {
  const say = sayIn(language, messages)
  return helpAside(
    { title: say('lost-phone.why-title'), text: say('lost-phone.why-text') },
    { title: say('lost-phone.counter-title'), text: say('lost-phone.counter-text') },
  )
}
