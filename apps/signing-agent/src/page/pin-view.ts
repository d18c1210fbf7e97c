import { attrs, type Html, html } from '@motcua/ui/html.ts'
import type { ListedCertificate } from '../commands/list-certificates.ts'
import type { Tries } from '../token/token.ts'
import { card } from './certificates-view.ts'
import { icon } from './icons.ts'
import type { PageSay } from './messages.ts'
import { type Purpose, type RequestView, requestView } from './request-view.ts'

export type PinView = RequestView & { certificate: ListedCertificate; error: Html | undefined }

/** Asks for the PIN of the chosen certificate's token, or for its being typed on the token's own keys. */
export function pinScreen(view: PinView): Html {
  const { say, certificate, purpose } = view
  const typed = certificate.token.pin === 'typed'
  return html`${requestView(view)}
    ${typed && html`<h1 class="unseen">${say('pinTitle')}</h1>`}
    <div class="cards chosen">${card(say, certificate)}</div>
    <form data-command="sign-authentication" data-busy="${say('signing')}" autocomplete="off">
      <input type="hidden" name="certificate" value="${certificate.id}">
      ${typed ? pinField(view) : onDevice(view)}
      <p role="status" class="status" data-status></p>
      <div class="buttons">
        <button type="button" data-command="close" data-escape>${say('cancel')}</button>
        <button class="main" type="submit">${say(actionOf(purpose))}</button>
      </div>
      <p class="buttons"><button class="link" type="button" data-command="list-certificates">${say('change')}</button></p>
    </form>
    <p class="quiet lock">${icon('lock')}<span>${say('pinStays')}</span></p>`
}

/** The guide's button for the PIN is *Đăng nhập*, in registering too (Hình 18). */
function actionOf(purpose: Purpose): 'doSignIn' | 'doSign' {
  return purpose === 'register' || purpose === 'sign-in' ? 'doSignIn' : 'doSign'
}

function pinField({ say, certificate, error }: PinView): Html {
  const { tries } = certificate.token
  const beforehand = error ?? triesLeft(say, tries)
  const explained = [beforehand && 'pin-error', hasFew(tries) && 'pin-help'].flatMap(each => each || [])
  return html`<div class="field${error ? ' wrong' : ''}">
      <label for="pin">${say('pin')}</label>
      ${beforehand && html`<p class="problem" id="pin-error" ${attrs({ role: error ? 'alert' : null })}>${icon('alert')}<span>${beforehand}</span></p>`}
      <div class="input">
        <input id="pin" name="pin" type="password" inputmode="text" maxlength="128" required data-focus ${attrs({
          autocomplete: 'off',
          autocapitalize: 'off',
          autocorrect: 'off',
          spellcheck: 'false',
          'data-1p-ignore': true,
          'data-lpignore': 'true',
          'data-bwignore': true,
          'aria-invalid': error ? 'true' : null,
          'aria-describedby': explained.length > 0 ? explained.join(' ') : null,
        })}>
        <button type="button" class="reveal" data-reveal="pin" aria-pressed="false" aria-label="${say('showPin')}">${icon('eye')}</button>
      </div>
      ${hasFew(tries) && html`<p class="quiet" id="pin-help">${say('forgotPin')}</p>`}
    </div>`
}

function onDevice({ say, error }: PinView): Html {
  return html`<h1 tabindex="-1" data-focus>${say('pinpadTitle')}</h1>
    ${error && html`<p class="problem" role="alert">${icon('alert')}<span>${error}</span></p>`}
    <p>${say('pinpad')}</p>`
}

const hasFew = (tries: Tries) => tries.kind !== 'ample'

/** What is known of the remaining tries before one is made. */
function triesLeft(say: PageSay, tries: Tries): Html | undefined {
  switch (tries.kind) {
    case 'ample':
    case 'blocked':
      return undefined
    case 'counted':
      return say('pinCounted', { left: tries.left })
    case 'low':
      return say('pinLow')
    case 'last':
      return say('pinLast')
  }
}

/** What a wrong PIN is told with. */
export function wrongPinWords(say: PageSay, tries: Tries): Html {
  switch (tries.kind) {
    case 'ample':
    case 'blocked':
      return say('wrongPin')
    case 'counted':
      return say('wrongPinCounted', { left: tries.left })
    case 'low':
      return say('wrongPinLow')
    case 'last':
      return say('wrongPinLast')
  }
}
