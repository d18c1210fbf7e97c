import type { IdentityProviderId } from '@motcua/contracts/identity-providers.ts'
import { maskPhone } from '@motcua/identifiers/phone.ts'
import { otpField } from '@motcua/ui/code-fields.ts'
import { errorSummary } from '@motcua/ui/error-summary.ts'
import { textField } from '@motcua/ui/fields.ts'
import { button, form } from '@motcua/ui/form.ts'
import type { Frame } from '@motcua/ui/frame.ts'
import { type Content, type Html, html } from '@motcua/ui/html.ts'
import { page } from '@motcua/ui/page.ts'
import { heading, helpAside } from '@motcua/ui/parts.ts'
import { passwordField } from '@motcua/ui/password-field.ts'
import { plain, sayIn } from '@motcua/ui/words.ts'
import { type At, labFrame } from '../page/frame.ts'
import { messages } from './messages.ts'
import type { Stage } from './sign-ins.ts'

export type Wrong = 'password' | 'otp' | 'otp-too-often'

export type SignInPage = {
  provider: IdentityProviderId
  /** Who asks, by name. */
  client: string
  action: string
  stage: Stage
  username?: string | undefined
  wrong?: Wrong | undefined
}

/** The provider's own surroundings: another site than the portal's, and than the bench. */
export function providerFrame(at: At, provider: IdentityProviderId): Frame {
  const say = plain(at.language, messages)
  const shortTagline = say('tagline')
  const portal = { name: say(`${provider}.name`), tagline: say(`${provider}.tagline`), shortTagline, homeUrl: '/' }
  return { ...labFrame(at), portal: { kind: 'lab', ...portal }, menu: [] }
}

/** A provider's sign-in: name and password, then, for accounts of the higher level, the code on the phone. */
export function signInPage(at: At, model: SignInPage): string {
  const say = sayIn(at.language, messages)
  const provider = say(`${model.provider}.name`)
  const { title, lead, fields } =
    model.stage.step === 'otp'
      ? {
          title: say('otp.title'),
          lead: say('otp.lead', {
            phone: html`<strong class="digits">${maskPhone(model.stage.account.phone)}</strong>`,
          }),
          fields: otpFields(at, model),
        }
      : {
          title: say('title', { provider }),
          lead: say('lead', { client: model.client, provider }),
          fields: passwordFields(at, model),
        }
  const summary = summaryOf(at, model)
  const main = html`${summary}${heading(title, lead)}${form(at.language, {
    action: model.action,
    enter: { name: 'action', value: 'go-on' },
    content: [
      ...fields,
      button({ label: say('cancel'), look: 'secondary', name: 'action', value: 'cancel', wide: true }),
    ],
  })}`
  const errors = summary === undefined ? 0 : 1
  return page(providerFrame(at, model.provider), { title, main, aside: besideOf(at, model), width: 'form', errors })
}

function passwordFields({ language }: At, { provider, username }: SignInPage): Html[] {
  const say = sayIn(language, messages)
  return [
    textField(language, {
      name: 'username',
      label: say(`username.${provider}`),
      value: username,
      autocomplete: 'username',
      inputmode: provider === 'vneid' ? 'numeric' : 'text',
      maxlength: 64,
    }),
    passwordField(language, { name: 'password', label: say('password'), autocomplete: 'current-password' }),
    button({ label: say('sign-in'), name: 'action', value: 'go-on', wide: true }),
  ]
}

function otpFields({ language }: At, { wrong }: SignInPage): Html[] {
  const say = sayIn(language, messages)
  return [
    otpField(language, { error: wrong === 'otp' ? say('otp.wrong') : undefined }),
    button({ label: say('otp.confirm'), name: 'action', value: 'go-on', wide: true }),
  ]
}

function summaryOf({ language }: At, { wrong }: SignInPage): Html | undefined {
  const say = sayIn(language, messages)
  const lines: Record<Wrong, { text: Content; field: string }> = {
    password: { text: say('wrong'), field: 'username' },
    otp: { text: say('otp.wrong'), field: 'otp' },
    'otp-too-often': { text: say('otp.again'), field: 'username' },
  }
  return wrong === undefined ? undefined : errorSummary(language, [lines[wrong]])
}

function besideOf({ language }: At, { provider }: SignInPage): Html {
  const say = sayIn(language, messages)
  const bench = html`<a href="/" target="_blank" rel="noopener">${say('people.bench')}</a>`
  return helpAside(
    { title: say('shared.title'), text: html`${say(`shared.${provider}`)} ${say('shared.not')}` },
    { title: say('people.title'), text: say('people.text', { bench }) },
  )
}
