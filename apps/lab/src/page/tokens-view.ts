import { type BadgeLook, badge } from '@motcua/ui/badge.ts'
import { type Html, html } from '@motcua/ui/html.ts'
import { type IconName, icon } from '@motcua/ui/icons.ts'
import { card } from '@motcua/ui/parts.ts'
import type { Language } from '@motcua/ui/words.ts'
import type { TokenCertificate } from '../pki/token-certificate.ts'
import { wordsIn } from './frame.ts'
import { copyable } from './papers-view.ts'

/** A persona's token as it lies on the bench. */
export type HeldToken = {
  id: string
  label: string
  pin: string
  order: TokenCertificate
  /** *Tên CA*, as the certificate has it. */
  issuer: string
  from: Date
  to: Date
}

type State =
  | 'good'
  | 'expired'
  | 'not-yet-valid'
  | 'revoked'
  | 'suspended'
  | 'wrong-use'
  | 'untrusted'
  | 'wrong-key'
  | 'unclear'

const faces: Record<State, { look: BadgeLook; icon: IconName }> = {
  good: { look: 'success', icon: 'circle-check' },
  expired: { look: 'error', icon: 'clock' },
  'not-yet-valid': { look: 'warning', icon: 'clock' },
  revoked: { look: 'error', icon: 'circle-x' },
  suspended: { look: 'warning', icon: 'circle-x' },
  'wrong-use': { look: 'error', icon: 'circle-x' },
  untrusted: { look: 'error', icon: 'triangle-alert' },
  'wrong-key': { look: 'error', icon: 'triangle-alert' },
  unclear: { look: 'warning', icon: 'wifi-off' },
}

/** The persona's tokens, each to be downloaded, and how the agent takes them. */
export function tokensView(language: Language, { tokens }: { tokens: readonly HeldToken[] }): Html | false {
  if (tokens.length === 0) return false
  const say = wordsIn(language)
  const list = html`<ul class="tokens">${tokens.map(one => token(language, one))}</ul>`
  const commands = tokens.map(({ id }) => {
    const command = `npm run agent -- --p12 ${id}.p12`
    return html`<li><code>${copyable(say, { label: say('tokens.command'), value: command })}</code></li>`
  })
  return card(
    html`${list}<p class="hint">${say('tokens.use')}</p><ul class="commands">${commands}</ul>`,
    say('tokens.title'),
  )
}

function token(language: Language, one: HeldToken): Html {
  const say = wordsIn(language)
  const file = `${one.id}.p12`
  const state = stateOf(one.order)
  const rows = [
    { label: say('tokens.issuer'), value: html`${one.issuer}` },
    { label: say('tokens.validity'), value: html`<span class="digits">${day(one.from)} – ${day(one.to)}</span>` },
    {
      label: say('tokens.pin'),
      value: html`<strong class="digits">${copyable(say, { label: 'PIN', value: one.pin })}</strong>`,
    },
  ]
  return html`<li><p class="token-head">${icon('usb')}<strong>${one.label}</strong>${badge({ text: say(`token.${state}`), ...faces[state] })}</p>
    <dl>${rows.map(row => html`<div><dt>${row.label}</dt><dd>${row.value}</dd></div>`)}</dl>
    <a class="download" href="/api/tokens/${file}" download="${file}">${icon('download')}<span>${say('tokens.download', { file })}</span></a></li>`
}

function stateOf({ flaw, validity, status, purposes, ocsp, list }: TokenCertificate): State {
  if (flaw !== undefined) return flaw === 'wrong-key' ? 'wrong-key' : 'untrusted'
  if (validity ?? status) return validity ?? status ?? 'good'
  if (purposes !== undefined && purposes !== 'none') return 'wrong-use'
  return (ocsp ?? list) === undefined ? 'good' : 'unclear'
}

const dates = new Intl.DateTimeFormat('vi', {
  timeZone: 'Asia/Ho_Chi_Minh',
  ...{ day: '2-digit', month: '2-digit', year: 'numeric' },
})

/** `24/11/2026`, in Vietnam. */
function day(at: Date): string {
  return dates.format(at)
}
