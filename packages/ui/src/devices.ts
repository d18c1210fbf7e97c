import { avatar } from './avatar.ts'
import { attrs, type Content, type Html, html } from './html.ts'
import { icon } from './icons.ts'

/** Pieces of the lab's page, drawn by `lab.css`: people one may play, their phone, papers and mail. */

export type Persona = {
  href: string
  name: string
  /** Who it is and what happens to them: "Công dân · Mọi việc suôn sẻ". */
  text: Content
  /** What works (✓) and what doesn't (✗) for them. */
  can?: readonly { label: string; works: boolean; words: Content }[]
  current?: boolean
}

/** People to choose from. `words` of an ability says in speech what its sign says to the eye. */
export function personaList(label: Content, personas: readonly Persona[]): Html {
  return html`<nav class="personas" aria-label="${label}"><ul>${personas.map(
    one => html`<li><a ${attrs({ href: one.href, 'aria-current': one.current === true && 'true' })}>${avatar(one.name)}<span><strong>${one.name}</strong>
      <small>${one.text}</small>${abilities(one.can ?? [])}</span></a></li>`,
  )}</ul></nav>`
}

function abilities(can: NonNullable<Persona['can']>): Html {
  return html`<span class="abilities">${can.map(
    one =>
      html`<span class="${one.works ? 'works' : 'fails'}">${icon(one.works ? 'check' : 'x')}${one.label}<span class="unseen">: ${one.words}</span></span>`,
  )}</span>`
}

export type Phone = {
  time: string
  carrier: string
  /** Who the messages are from; read as the list's name. */
  title: Content
  messages: readonly { text: Content; at: Content }[]
  /** What the phone says when there are none. */
  none: Content
  /** What the SIM asks, over the messages. */
  prompt?: Html | undefined
  /** Said in place of everything else, where the phone is switched off. */
  off?: Content | undefined
}

/** A phone's screen. `phone-messages` and `phone-prompt` are live regions, so that a script may put into them what is new. */
export function phone(model: Phone): Html {
  return html`<div class="phone"><div class="screen"><p class="bar"><span class="digits">${model.time}</span><span>${model.carrier}</span></p>
    <p class="from">${model.title}</p><ul id="phone-messages" aria-live="polite">${model.messages.map(
      message => html`<li><p>${message.text}</p><small>${message.at}</small></li>`,
    )}${model.messages.length === 0 && html`<li class="quiet">${model.none}</li>`}</ul>
    <div id="phone-prompt" aria-live="assertive">${overlay(model)}</div></div></div>`
}

function overlay({ prompt, off }: Phone): Html | false {
  if (off !== undefined) return html`<div class="off"><p>${icon('wifi-off')}<span>${off}</span></p></div>`
  return prompt !== undefined && html`<div class="prompt">${prompt}</div>`
}

/** An identity paper with its fields. */
export function paper(rows: readonly { label: Content; value: Content }[]): Html {
  return html`<div class="paper"><span class="portrait">${icon('user')}</span><dl>${rows.map(
    row => html`<div><dt>${row.label}</dt><dd class="digits">${row.value}</dd></div>`,
  )}</dl></div>`
}

export type Mail = { href: string; subject: Content; preview: Content; at: Content; unread?: boolean }

/** A mailbox, newest first. */
export function mailbox(mails: readonly Mail[], none: Content): Html {
  if (mails.length === 0) return html`<p class="hint">${none}</p>`
  return html`<ul class="mails">${mails.map(
    mail =>
      html`<li class="${mail.unread === true ? 'unread' : ''}"><a href="${mail.href}">${mail.subject}</a><small class="digits">${mail.at}</small><p>${mail.preview}</p></li>`,
  )}</ul>`
}

/** Things with a state each: the systems outside and whether they work. */
export function statusRows(rows: readonly { label: Content; state: Html }[]): Html {
  return html`<ul class="status-rows">${rows.map(row => html`<li><span>${row.label}</span>${row.state}</li>`)}</ul>`
}

/** Side by side on desktops, below each other on phones: whom one plays, their phone, the rest. */
export function bench(...columns: (Html | false)[]): Html {
  return html`<div class="bench">${columns.map(column => column !== false && html`<div>${column}</div>`)}</div>`
}
