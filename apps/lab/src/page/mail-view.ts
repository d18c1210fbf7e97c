import type { LabMail } from '@motcua/contracts/lab-api.ts'
import { mailbox } from '@motcua/ui/devices.ts'
import { type Html, html } from '@motcua/ui/html.ts'
import { page } from '@motcua/ui/page.ts'
import { backLink, card, heading } from '@motcua/ui/parts.ts'
import type { Language } from '@motcua/ui/words.ts'
import type { CastMember } from '../cast.ts'
import { type At, labFrame, wordsIn } from './frame.ts'
import { personaPath } from './people.ts'
import { hoursAndMinutes, hoursToSeconds } from './times.ts'

/** The latest ones; the API gives all. */
const SHOWN = 8
const PREVIEW = 120

/** The chosen persona's mailbox, newest first. */
export function mailboxView(
  language: Language,
  { owner, mails }: { owner: CastMember; mails: readonly LabMail[] },
): Html {
  const say = wordsIn(language)
  const rows = mails.slice(0, SHOWN).map(mail => ({
    href: `/thu?vai=${owner.id}&luc=${encodeURIComponent(mail.at)}`,
    subject: mail.subject || say('mail.untitled'),
    preview: mail.text.replace(/\s+/g, ' ').slice(0, PREVIEW),
    at: hoursAndMinutes(mail.at),
    unread: true,
  }))
  const inside = html`<p class="hint">${owner.mailbox}</p><div id="mails">${mailbox(rows, say('mail.none'))}</div>`
  return card(inside, say('mail.title'))
}

/** One mail as plain text, its links to be followed. Markup of a mail is never drawn here. */
export function mailPage(at: At, { owner, mail }: { owner: CastMember; mail: LabMail }): string {
  const say = wordsIn(at.language)
  const subject = mail.subject || say('mail.untitled')
  const main = html`${backLink(personaPath(owner), say('mail.back'))}${heading(subject)}
    <p class="hint">${say('mail.to', { address: owner.mailbox })} · <span class="digits">${hoursToSeconds(mail.at)}</span></p>
    ${card(html`<p class="letter">${linked(mail.text || mail.html)}</p>`)}${labStyles}`
  return page(labFrame(at), { title: subject, main, styles: ['lab.css'] })
}

export const labStyles = html`<link rel="stylesheet" href="/ban-thu/page.css">`

function linked(text: string): Html {
  const pieces = text.split(/(https?:\/\/[^\s<>"]+[^\s<>".,;:!?)])/)
  return html`${pieces.map((piece, index) => (index % 2 === 1 ? html`<a href="${piece}">${piece}</a>` : piece))}`
}
