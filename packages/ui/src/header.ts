import { avatar } from './avatar.ts'
import { type AccountItem, type Frame, isCurrent, languageSwitch, type MenuItem } from './frame.ts'
import { attrs, type Html, html } from './html.ts'
import { icon } from './icons.ts'
import { messages } from './messages.ts'
import { gate } from './ornament.ts'
import { sayIn } from './words.ts'

/** The painted band on top. Pages with one task (`form`, `gate`) carry no menu: fewer ways to lose one's work. */
export function header(frame: Frame, width: 'form' | 'gate' | 'wide' | 'full'): Html {
  const focused = width === 'form' || width === 'gate'
  const menu = focused ? [] : frame.menu
  return html`<header>${strip(frame)}<div class="header"><div class="within">
    <a class="brand" href="${frame.portal.homeUrl}">${gate()}<span><strong>${frame.portal.name}</strong>${tagline(frame)}</span></a>
    ${menu.length > 0 && html`<nav class="menu" aria-label="${sayIn(frame.language, messages)('mainMenu')}">${menuLinks(frame)}</nav>`}
    <div class="ways">${focused && helpLink(frame)}${languageLink(frame, 'way')}
    ${frame.account === undefined ? !focused && entry(frame) : account(frame, frame.account)}
    ${menu.length > 0 && phoneMenu(frame)}</div></div></div></header>`
}

function strip(frame: Frame): Html | undefined {
  if (!frame.demonstration) return undefined
  const say = sayIn(frame.language, messages)
  if (frame.portal.kind === 'lab')
    return html`<div class="strip">${icon('flask-conical')}<p>${say('labStrip')}</p></div>`
  return html`<div class="strip">${icon('info')}<p>${say('demonstration')} <span class="roomy">${say('notTheState')}</span> ${say('nothingReal')}</p></div>`
}

function menuLinks(frame: Frame): Html {
  return html`<ul>${frame.menu.map(
    item =>
      html`<li><a ${attrs({ href: item.href, 'aria-current': isCurrent(frame, item.href) && 'page' })}>${item.label}</a></li>`,
  )}</ul>`
}

function tagline({ portal }: Frame): Html {
  if (portal.shortTagline === undefined) return html`<small>${portal.tagline}</small>`
  return html`<small class="roomy">${portal.tagline}</small><small class="narrow">${portal.shortTagline}</small>`
}

/** Named in the language it leads to, and marked so for screen readers. */
function languageLink(frame: Frame, look: string): Html {
  const to = frame.language === 'vi' ? 'en' : 'vi'
  const words = sayIn(frame.language, messages)('otherLanguage')
  return html`<a class="${look} language" href="${languageSwitch(frame)}" lang="${to}" hreflang="${to}" rel="nofollow">${words}</a>`
}

function helpLink(frame: Frame): Html | undefined {
  return frame.help === undefined
    ? undefined
    : html`<a class="way" href="${frame.help}">${sayIn(frame.language, messages)('support')}</a>`
}

function entry(frame: Frame): Html | undefined {
  const say = sayIn(frame.language, messages)
  if (frame.entry === undefined) return undefined
  const { signIn, register } = frame.entry
  return html`<a class="button outline" href="${signIn}">${say('signIn')}</a>
    ${register !== undefined && html`<a class="button gold" href="${register}">${say('register')}</a>`}`
}

/** Opens without scripts; a script closes it on Escape and on a click elsewhere. */
function account(frame: Frame, { name, picture, detail, menu }: NonNullable<Frame['account']>): Html {
  const say = sayIn(frame.language, messages)
  return html`<details class="account" data-popup><summary>${avatar(name, picture)}<span class="unseen">${say('accountMenu')} </span><span class="name">${name}</span>${icon('chevron-down')}</summary>
    <div class="popup"><div class="who"><strong>${name}</strong>${detail !== undefined && html`<div>${detail}</div>`}</div>
    <ul>${menu.map(accountEntry)}</ul></div></details>`
}

function accountEntry(item: AccountItem): Html {
  const inside = html`${icon(item.icon ?? (item.post === true ? 'log-out' : 'chevron-right'))}<span>${item.label}</span>${badge(item)}`
  if (item.post !== true) return html`<li><a href="${item.href}">${inside}</a></li>`
  return html`<li class="apart"><form method="post" action="${item.href}"><button type="submit">${inside}</button></form></li>`
}

function badge({ count }: MenuItem): Html | undefined {
  return count === undefined || count === 0 ? undefined : html`<span class="count">${count}</span>`
}

function phoneMenu(frame: Frame): Html {
  const say = sayIn(frame.language, messages)
  const register = frame.account === undefined && frame.entry?.register
  return html`<details class="drawer" data-popup><summary aria-label="${say('menu')}">${icon('menu')}${icon('x')}</summary>
    <nav class="popup" aria-label="${say('menu')}">${menuLinks(frame)}<ul class="apart">
    ${register && html`<li><a href="${register}">${say('register')}</a></li>`}<li>${languageLink(frame, 'plain')}</li></ul></nav></details>`
}

export { avatar }
