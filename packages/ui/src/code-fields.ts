import { controlAttributes, type Field, fieldAround } from './field.ts'
import { attrs, type Html, html } from './html.ts'
import { icon } from './icons.ts'
import { messages } from './messages.ts'
import { type Language, sayIn } from './words.ts'

export type OtpField = Partial<Pick<Field, 'name' | 'label' | 'hint' | 'error'>> & { value?: string | undefined }

/**
 * Six digits in one real field, so that pasting, autofill from the SMS and screen readers work;
 * the six boxes are drawn behind it. Spaces are allowed in what is sent.
 */
export function otpField(language: Language, { name = 'otp', label, hint, error, value }: OtpField): Html {
  const field: Field = { name, label: label ?? sayIn(language, messages)('otpLabel'), hint, error }
  const input = attrs({
    ...controlAttributes(field),
    required: true,
    class: 'otp digits',
    type: 'text',
    value,
    inputmode: 'numeric',
    autocomplete: 'one-time-code',
    maxlength: 13,
    spellcheck: 'false',
  })
  return fieldAround(language, field, html`<div class="boxes"><input ${input}></div>`)
}

export type CaptchaField = {
  /** Sealed token of the picture, sent back in the hidden field `captchaId`. */
  captchaId: string
  /** Address of the picture; also the one of the spoken code where there is one. */
  picture: string
  sound?: string | undefined
  /** Address that answers `{captchaId, picture, sound}` for a new picture without reloading. */
  fresh?: string | undefined
  error?: Html | string | undefined
}

/** The code in a picture: field `captcha`. The refresh button submits the form as `captcha_refresh=1`, also without scripts. */
export function captchaField(language: Language, captcha: CaptchaField): Html {
  const say = sayIn(language, messages)
  const field: Field = {
    name: 'captcha',
    label: say('captchaLabel'),
    hint: say('captchaHint'),
    error: captcha.error,
    required: true,
  }
  const input = attrs({
    ...controlAttributes(field),
    class: 'input',
    type: 'text',
    autocomplete: 'off',
    autocapitalize: 'none',
    maxlength: 12,
    spellcheck: 'false',
    placeholder: say('captchaLabel'),
  })
  return fieldAround(
    language,
    field,
    html`<div ${attrs({ class: 'captcha', 'data-fresh': captcha.fresh })}><input type="hidden" name="captchaId" value="${captcha.captchaId}">
      <img src="${captcha.picture}" alt="${say('captchaPicture')}" width="180" height="48">
      <button class="button secondary square" type="submit" name="captcha_refresh" value="1" formnovalidate aria-label="${say('captchaRefresh')}" title="${say('captchaRefresh')}">${icon('refresh-cw')}</button>
      ${captcha.sound !== undefined && html`<a class="button secondary square" href="${captcha.sound}" data-sound aria-label="${say('captchaListen')}" title="${say('captchaListen')}">${icon('volume-2')}</a>`}
      <input ${input}></div>`,
  )
}
