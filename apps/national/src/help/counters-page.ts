import { errorSummary } from '@motcua/ui/error-summary.ts'
import { selectField } from '@motcua/ui/fields.ts'
import { button, form } from '@motcua/ui/form.ts'
import { dial, type Frame } from '@motcua/ui/frame.ts'
import { type Html, html } from '@motcua/ui/html.ts'
import { type IconName, icon } from '@motcua/ui/icons.ts'
import { notice } from '@motcua/ui/notice.ts'
import { page } from '@motcua/ui/page.ts'
import { heading, helpAside } from '@motcua/ui/parts.ts'
import { sayIn } from '@motcua/ui/words.ts'
import type { Counter } from './counters.ts'
import { messages } from './messages.ts'
import { COUNTERS_PATH } from './paths.ts'

type Unit = { code: string; name: string }
export type CountersPage = {
  provinces: readonly Unit[]
  /** `unknown`: a code was asked for that no province has. */
  asked: { kind: 'nothing' } | { kind: 'unknown' } | { kind: 'province'; province: Unit; counters: readonly Counter[] }
}

/** *Quầy giao dịch*: where to go with one's papers, province by province. */
export function countersPage(frame: Frame, { provinces, asked }: CountersPage): string {
  const { language } = frame
  const say = sayIn(language, messages)
  const error = asked.kind === 'unknown' ? say('counters.unknown') : undefined
  const chosen = asked.kind === 'province' ? asked.province.code : undefined
  const main = html`${heading(say('counters.title'), say('counters.lead'))}
    ${errorSummary(language, error ? [{ text: error, field: 'tinh' }] : [])}
    ${frame.demonstration && notice(language, { kind: 'info', text: say('counters.demonstration') })}
    ${form(language, {
      action: `${COUNTERS_PATH}#ket-qua`,
      method: 'get',
      label: say('counters.choose'),
      content: [
        selectField(language, {
          name: 'tinh',
          label: say('counters.province'),
          value: chosen,
          error,
          options: provinces.map(({ code, name }) => ({ value: code, label: name })),
        }),
        button({ label: say('counters.show') }),
      ],
    })}
    ${asked.kind === 'province' && found(frame, asked)}`
  return page(frame, {
    title: title(frame, asked),
    main,
    aside: bring(frame),
    width: 'wide',
    styles: ['papers.css'],
    errors: error ? 1 : 0,
  })
}

function title(frame: Frame, asked: CountersPage['asked']) {
  const say = sayIn(frame.language, messages)
  return asked.kind === 'province' ? say('counters.title-in', { province: asked.province.name }) : say('counters.title')
}

function found(frame: Frame, { province, counters }: Extract<CountersPage['asked'], { kind: 'province' }>): Html {
  const say = sayIn(frame.language, messages)
  return html`<h2 id="ket-qua">${say('counters.in', { province: province.name, count: counters.length })}</h2>
    <ul class="counters">${counters.map(counter => html`<li class="card">${card(frame, counter)}</li>`)}</ul>`
}

function card(frame: Frame, { name, address, phone, hours, offers }: Counter): Html {
  const say = sayIn(frame.language, messages)
  const line = (picture: IconName, what: Html, text: Html) =>
    html`<li>${icon(picture)}<span><span class="unseen">${what}: </span>${text}</span></li>`
  return html`<h3>${name}</h3><ul class="points">
    ${line('map-pin', say('counters.address'), html`${address}`)}
    ${line('clock', say('counters.hours'), say(`counters.${hours}`))}
    ${line('phone', say('counters.phone'), html`<a class="digits" href="${dial(phone)}">${phone}</a>`)}</ul>
    <p class="hint">${say('counters.offers')}</p><ul class="offers">${offers.map(task => html`<li>${icon('check')}<span>${say(`task.${task}`)}</span></li>`)}</ul>`
}

function bring(frame: Frame): Html {
  const say = sayIn(frame.language, messages)
  const hotline = html`<a class="digits" href="${dial(frame.hotline)}">${frame.hotline}</a>`
  return helpAside(
    {
      title: say('bring.title'),
      points: [
        { icon: 'id-card', text: say('bring.card') },
        { icon: 'smartphone', text: say('bring.phone') },
        { icon: 'file-text', text: say('bring.receipt') },
        { icon: 'building-2', text: say('bring.organization') },
      ],
    },
    { title: say('counters.ask-title'), text: say('counters.ask', { hotline }) },
  )
}
