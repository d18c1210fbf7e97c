import { dial, type Frame, type Link, languageSwitch } from './frame.ts'
import { type Html, html } from './html.ts'
import { messages } from './messages.ts'
import { gate } from './ornament.ts'
import { sayIn } from './words.ts'

/** The foot of a page: one quiet line under a task, columns under pages one browses. */
export function footer(frame: Frame, width: 'form' | 'gate' | 'wide' | 'full'): Html {
  return width === 'form' || width === 'gate' ? line(frame) : columns(frame)
}

function line(frame: Frame): Html {
  const say = sayIn(frame.language, messages)
  const links = (frame.footer ?? []).at(-1)?.links ?? []
  return html`<footer class="footer-line"><div class="within">
    <p>${say('hotline')} ${hotline(frame)} · ${say('hotlineHoursShort')}</p>
    <nav aria-label="${say('footerLinks')}"><ul>${links.map(link => html`<li>${anchor(link)}</li>`)}
    <li><a href="${languageSwitch(frame)}" lang="${frame.language === 'vi' ? 'en' : 'vi'}" rel="nofollow">${say('otherLanguage')}</a></li></ul></nav></div></footer>`
}

function columns(frame: Frame): Html {
  const say = sayIn(frame.language, messages)
  return html`<footer class="footer"><div class="within">
    <div class="about">${gate()}<div><strong>${frame.portal.name} · ${frame.portal.tagline}</strong>
      ${frame.demonstration && html`<p>${say('footerAbout')}</p>`}</div></div>
    <div><h2>${say('support')}</h2><p>${say('hotline')} ${hotline(frame)}</p><p>${say('hotlineHours')}</p></div>
    ${(frame.footer ?? []).map(
      column =>
        html`<nav aria-label="${column.heading}"><h2>${column.heading}</h2><ul>${column.links.map(link => html`<li>${anchor(link)}</li>`)}</ul></nav>`,
    )}</div></footer>`
}

function anchor({ href, label }: Link): Html {
  return html`<a href="${href}">${label}</a>`
}

function hotline(frame: Frame): Html {
  return html`<a class="digits" href="${dial(frame.hotline)}">${frame.hotline}</a>`
}
