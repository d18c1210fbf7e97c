import type { Errors } from '@motcua/sign-in/flow/flow.ts'
import { captchaField } from '@motcua/ui/code-fields.ts'
import { textField } from '@motcua/ui/fields.ts'
import { button, form } from '@motcua/ui/form.ts'
import type { Frame } from '@motcua/ui/frame.ts'
import { html } from '@motcua/ui/html.ts'
import { page } from '@motcua/ui/page.ts'
import { backLink, heading, helpAside } from '@motcua/ui/parts.ts'
import { sayIn } from '@motcua/ui/words.ts'
import type { Captcha } from '../steps/flow-page.ts'
import { messages } from './messages.ts'
import { ABOUT_PATH, LOOKUP_PATH } from './paths.ts'
import { complaintWrongs, hotlineOf } from './words.ts'

export type LookupPage = { frame: Frame; captcha: Captcha; code?: string | undefined; errors: Errors }

/** *Tra cứu khiếu nại*: by the receipt code. */
export function lookupPage({ frame, captcha, code, errors }: LookupPage): string {
  const { language } = frame
  const say = sayIn(language, messages)
  const wrong = complaintWrongs(language, { errors })
  const main = html`${backLink(ABOUT_PATH, say('form.back'))}${heading(say('lookup.title'), say('lookup.lead'))}${wrong.summary}
    ${form(language, {
      action: LOOKUP_PATH,
      content: [
        textField(language, {
          name: 'code',
          label: say('lookup.code'),
          hint: say('lookup.code-hint'),
          value: code,
          error: wrong.of('code'),
          required: true,
          autocomplete: 'off',
          maxlength: 40,
          digits: true,
        }),
        captchaField(language, { ...captcha, error: wrong.of('captcha') }),
        button({ label: say('lookup.submit'), wide: true }),
      ],
    })}`
  const counter = html`<a href="/quay-giao-dich">${say('lookup.counter')}</a>`
  const aside = helpAside({
    title: say('lookup.lost-title'),
    text: say('lookup.lost', { hotline: hotlineOf(frame), counter }),
  })
  return page(frame, { title: say('lookup.title'), main, aside, width: 'form', errors: wrong.count })
}
