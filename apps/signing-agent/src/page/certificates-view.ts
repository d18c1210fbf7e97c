import { attrs, type Html, html } from '@motcua/ui/html.ts'
import type { CertificateList, ListedCertificate } from '../commands/list-certificates.ts'
import type { Tries } from '../token/token.ts'
import { icon } from './icons.ts'
import type { PageKey, PageSay } from './messages.ts'
import { type RequestView, requestView } from './request-view.ts'

export type ListView = RequestView & { list: CertificateList; notice: Html | undefined; koffi: boolean }

/** The certificates to choose from, or how to make one appear. */
export function listScreen(view: ListView): Html {
  const { say, list, notice } = view
  const usable = list.certificates.some(({ selectable }) => selectable)
  return html`${requestView(view)}${notice}${usable ? choice(view) : nothing(view)}
    ${troubles(say, list)}`
}

function choice({ say, list, notice }: ListView): Html {
  const first = list.certificates.findIndex(({ selectable }) => selectable)
  return html`<form data-command="choose">
      <div class="head"><h1 tabindex="-1" id="choose" ${attrs({ 'data-focus': !notice })}>${say('listTitle')}</h1>${refreshButton(say)}</div>
      <div role="radiogroup" aria-labelledby="choose" class="cards">${list.certificates.map((certificate, index) =>
        card(
          say,
          certificate,
          html`<input type="radio" name="certificate" value="${certificate.id}" required ${attrs({
            checked: index === first,
            disabled: !certificate.selectable,
          })}>`,
        ),
      )}</div>
      <div class="buttons">
        <button type="button" data-command="close" data-escape>${say('cancel')}</button>
        <button class="main" type="submit">${say('ok')}</button>
      </div>
    </form>`
}

function nothing({ say, list, notice, koffi }: ListView): Html {
  const some = list.certificates.length > 0
  return html`<div data-poll="list-certificates">
      <h1 tabindex="-1" ${attrs({ 'data-focus': !notice })}>${say('noneTitle')}</h1>
      <p>${say(some ? 'noneUsable' : 'none')}</p>
      ${some && html`<div class="cards">${list.certificates.map(certificate => card(say, certificate))}</div>`}
      <p class="wait">${say('seeking')}</p>
      ${!koffi && html`<p class="note warning">${icon('warning')}<span>${say('noKoffi')}</span></p>`}
      <section class="guide"><h2>${say('driverTitle')}</h2>
        <ol><li>${say('driver1')}</li><li>${say('driver2')}</li><li>${say('driver3')}</li></ol></section>
      <div class="buttons">
        <button type="button" data-command="list-certificates">${icon('refresh')}${say('refresh')}</button>
        <button class="main" type="button" data-command="close" data-escape>${say('closeAndReturn')}</button>
      </div>
    </div>`
}

function refreshButton(say: PageSay): Html {
  return html`<button class="link" type="button" data-command="list-certificates">${icon('refresh')}${say('refresh')}</button>`
}

/** One certificate; with `mark` it can be chosen. */
export function card(say: PageSay, certificate: ListedCertificate, mark?: Html): Html {
  const { facts, token } = certificate
  return html`<label class="card${certificate.selectable ? '' : ' off'}">${mark}<span class="facts">
      <strong>${facts?.name ?? token.label}</strong>
      ${
        facts
          ? html`<span>${[say(facts.holder), ...facts.identifiers].map((part, at) => [at > 0 && ' · ', part])}</span>
        <span>${facts.issuer} · <span class="days">${say('validity', { from: day(facts.validFrom), to: day(facts.validTo) })}</span></span>
        <span class="quiet">${say(token.kind, { label: token.label })}</span>`
          : html`<span>${say('hidden')}</span>`
      }
      ${warnings(say, certificate)}
    </span>${icon(token.kind)}</label>`
}

function warnings(say: PageSay, { validity, selectable, token }: ListedCertificate): Html[] {
  const keys: Record<string, PageKey> = selectable
    ? { expired: 'expiredOffered', 'not-yet': 'notYetOffered' }
    : { expired: 'expired', 'not-yet': 'notYet' }
  const key = keys[validity]
  const lines = [key && say(key), blockedWords(say, token.tries)].flatMap(words => words ?? [])
  return lines.map(words => html`<span class="bad">${icon('cross')}<span>${words}</span></span>`)
}

function blockedWords(say: PageSay, tries: Tries): Html | undefined {
  if (tries.kind !== 'blocked') return undefined
  return tries.minutes === undefined ? say('blocked') : say('blockedFor', { minutes: tries.minutes })
}

function troubles(say: PageSay, list: CertificateList): Html | undefined {
  if (list.troubles.length === 0) return undefined
  const names = list.troubles.map(({ source }) => source.split(/[\\/]/).at(-1) ?? source)
  return html`<p class="quiet">${say('troubles', { sources: names.join(', ') })}</p>`
}

/** As certificates are read in Viet Nam: day, month, year, there. */
function day(date: Date): string {
  return new Intl.DateTimeFormat('en-GB', { timeZone: 'Asia/Ho_Chi_Minh' }).format(date)
}
