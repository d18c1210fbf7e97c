import { html } from '@motcua/ui/html.ts'
import { page } from '@motcua/ui/page.ts'
import { heading } from '@motcua/ui/parts.ts'
import { table } from '@motcua/ui/table.ts'
import { type At, labFrame, wordsIn } from './frame.ts'
import { labStyles } from './mail-view.ts'

const calls = [
  { call: 'GET /api/personas', gives: 'api.personas', open: true },
  { call: 'GET /api/phones/{number}/messages', gives: 'api.messages' },
  { call: 'GET /api/phones/{number}/prompts', gives: 'api.prompts' },
  { call: 'POST /api/phones/{number}/prompts/{id}', gives: 'api.prompt' },
  { call: 'GET, POST /api/phones/{number}/sim', gives: 'api.sim' },
  { call: 'PUT /api/phones/{number}/sim/power {power}', gives: 'api.power' },
  { call: 'DELETE /api/phones/{number}/sim/pin-block', gives: 'api.unblock' },
  { call: 'PUT /api/phones/{number}/sim/mischief {mischief}', gives: 'api.mischief' },
  { call: 'GET /api/mailboxes/{address}/messages', gives: 'api.mails' },
  { call: 'GET /api/staff', gives: 'api.staff', open: true },
  { call: 'GET /api/tokens/{id}.p12', gives: 'api.token' },
  { call: 'GET /api/organizations', gives: 'api.organizations', open: true },
  { call: 'GET /api/captchas/{id}', gives: 'api.captcha' },
  { call: 'POST /api/captchas {id, answer}', gives: 'api.captchas' },
  { call: 'GET /api/faults', gives: 'api.faults', open: true },
  { call: 'PUT /api/faults {upstream, fault, until?}', gives: 'api.fault' },
  { call: 'DELETE /api/faults?upstream=…', gives: 'api.clear' },
] as const

/** What automated testers may ask, and where the other protocols listen. */
export function apiPage(at: At, port: number): string {
  const say = wordsIn(at.language)
  const protocols = [
    { address: `http://127.0.0.1:${port}/subscriber-registry`, what: say('api.registry') },
    { address: `http://127.0.0.1:${port}/social-insurance`, what: say('api.insurance') },
    { address: `http://localhost:${port}/vnpost`, what: say('api.vnpost') },
    { address: `http://localhost:${port}/vneid`, what: say('api.vneid') },
    { address: `http://127.0.0.1:${port}/pki/{ocsp,crl,ca}/…`, what: say('api.pki') },
    { address: `127.0.0.1:${port + 1}`, what: say('api.sms') },
    { address: `127.0.0.1:${port + 2}`, what: say('api.mail') },
    { address: `https://127.0.0.1:${port + 3}/{vinaphone,viettel}/…`, what: say('api.signatures') },
  ]
  const http = table({
    caption: say('api.title'),
    captionUnseen: true,
    columns: [
      { heading: say('api.call'), cell: one => callOf(one) },
      { heading: say('api.gives'), cell: one => say(one.gives) },
    ],
    rows: calls,
  })
  const other = table({
    caption: say('api.other'),
    columns: [
      { heading: say('api.call'), cell: one => html`<code>${one.address}</code>` },
      { heading: say('api.gives'), cell: one => one.what },
    ],
    rows: protocols,
  })
  const lead = say('api.lead', { shape: html`<code>{ error }</code>` })
  return page(labFrame(at), {
    title: say('api.title'),
    main: html`${heading(say('api.title'), lead)}${http}${other}${labStyles}`,
    styles: ['lab.css'],
  })
}

function callOf(one: (typeof calls)[number]) {
  const code = html`<code>${one.call}</code>`
  return 'open' in one ? html`<a href="${one.call.slice(4)}">${code}</a>` : code
}
