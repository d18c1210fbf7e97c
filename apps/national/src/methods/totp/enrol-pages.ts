import { otpField } from '@motcua/ui/code-fields.ts'
import { textField } from '@motcua/ui/fields.ts'
import { button, form } from '@motcua/ui/form.ts'
import { type Html, html } from '@motcua/ui/html.ts'
import { icon } from '@motcua/ui/icons.ts'
import { page } from '@motcua/ui/page.ts'
import { heading, helpAside } from '@motcua/ui/parts.ts'
import { numberedSteps } from '@motcua/ui/stepper.ts'
import { type Language, plain, sayIn } from '@motcua/ui/words.ts'
import { renderSVG } from 'uqr'
import { wrongs } from '../../steps/flow-page.ts'
import type { EnrolPage } from '../../steps/method.ts'
import { messages } from './messages.ts'
import { keyUri } from './time-code.ts'

/** Before the secret: what one needs, and a name for it. */
export function namePage(view: EnrolPage): string {
  const { frame, values } = view
  const { language } = frame
  const say = sayIn(language, messages)
  const wrong = wrongs(language, view)
  const main = html`${view.above}${heading(say('totp.add-title'), say('totp.add-lead'))}${wrong.summary}
    ${form(language, {
      action: view.action,
      content: [
        view.hidden,
        textField(language, {
          ...{ name: 'name', value: values.name, error: wrong.of('name'), required: false, maxlength: 40 },
          ...{ label: say('totp.name'), hint: say('totp.name-hint'), autocomplete: 'off' },
        }),
        button({ label: say('totp.next'), wide: true }),
      ],
    })}${view.below}`
  const aside = helpAside({ title: say('totp.which-title'), text: say('totp.which-text') })
  return page(frame, { title: say('totp.add-title'), main, aside, width: 'form', errors: wrong.count })
}

export type TotpSecret = { secret: string; label: string }

/** The secret as QR code, link and text, and the first code that proves the app has it. */
export function secretPage(view: EnrolPage, kept: TotpSecret): string {
  const { frame } = view
  const { language } = frame
  const say = sayIn(language, messages)
  const wrong = wrongs(language, view)
  const main = html`${view.above}${heading(say('totp.scan-title'))}${wrong.summary}
    ${numberedSteps([scan(language, kept), say('totp.then-type')])}
    ${form(language, {
      action: view.action,
      content: [
        view.hidden,
        otpField(language, { label: say('totp.code'), hint: say('totp.code-hint'), error: wrong.of('otp') }),
        button({ label: say('totp.confirm'), wide: true }),
      ],
    })}${view.below}`
  return page(frame, {
    title: say('totp.scan-title'),
    main,
    width: 'form',
    styles: ['account.css'],
    errors: wrong.count,
  })
}

function scan(language: Language, { secret, label }: TotpSecret): Html {
  const say = sayIn(language, messages)
  const uri = keyUri({ secret, issuer: plain(language, messages)('totp.issuer'), label })
  return html`<div class="scan"><p>${say('totp.scan')}</p>
    <img class="qr" src="${qrCode(uri)}" alt="${say('totp.qr')}" width="220" height="220">
    <p>${say('totp.same-phone')} <a href="${uri}">${say('totp.open-app')}</a></p>
    <details class="by-hand"><summary>${say('totp.by-hand')}${icon('chevron-down')}</summary>
      <p>${say('totp.by-hand-text')}</p><p class="secret digits">${inFours(secret)}</p></details></div>`
}

/** For people to type: spaces are for the eye, apps ignore them. */
function inFours(secret: string): string {
  return (secret.match(/.{1,4}/g) ?? []).join(' ')
}

/** With the quiet zone of four modules that scanners need (ISO/IEC 18004 §9.1). */
function qrCode(text: string): string {
  const drawing = renderSVG(text, { ecc: 'M', border: 4 })
  return `data:image/svg+xml;base64,${Buffer.from(drawing).toString('base64')}`
}
