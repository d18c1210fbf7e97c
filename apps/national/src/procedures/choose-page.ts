import { type ErrorLine, errorSummary } from '@motcua/ui/error-summary.ts'
import { chainedSelects, type SelectField } from '@motcua/ui/fields.ts'
import { button, form } from '@motcua/ui/form.ts'
import type { Frame } from '@motcua/ui/frame.ts'
import { type Html, html } from '@motcua/ui/html.ts'
import { notice } from '@motcua/ui/notice.ts'
import { page } from '@motcua/ui/page.ts'
import { card, emptyState, heading, pagination, searchBox } from '@motcua/ui/parts.ts'
import { table } from '@motcua/ui/table.ts'
import { type Say, sayIn } from '@motcua/ui/words.ts'
import type { ListingQuery } from './listing.ts'
import { messages, type ProceduresKey } from './messages.ts'
import { listPath, PROCEDURES_PATH, UNITS_PATH } from './paths.ts'
import type { PlaceChoice, Unit } from './place-choice.ts'
import type { Choice, Found, Listing } from './procedures-store.ts'

/** Whether the chosen province can be submitted to from here. */
export type Connection = 'ready' | 'not-ready' | 'not-connected'

export type ChoosePage = {
  choice: PlaceChoice
  /** All provinces, and which of them are connected. */
  provinces: Unit[]
  connected: Choice[]
  connection: Connection | undefined
  query: ListingQuery
  /** What was found over all provinces (or the chosen one), when something was looked for. */
  found: Listing<Found> | undefined
}

/** Choosing where to submit, and searching over all provinces. */
export function choosePage(frame: Frame, model: ChoosePage): string {
  const say = sayIn(frame.language, messages)
  const errors = errorLines(say, { ...model.choice.errors, ...model.query.errors })
  const fields = placeFields(frame, model)
  const place = card(
    form(frame.language, { action: PROCEDURES_PATH, method: 'get', label: say('place'), content: fields }),
    say('place'),
  )
  const main = html`${heading(say('title'), say('lead'))}${errorSummary(frame.language, errors)}
    ${connectionNotice(frame, model)}
    ${model.found ? [search(frame, model), results(frame, model, model.found), place] : [place, search(frame, model)]}`
  return page(frame, { title: say('title'), main, errors: errors.length })
}

type Refusals = Record<string, string | undefined>

/** The refusals of a question in words; the page number has no field to lead to. */
export function errorLines(say: Say<ProceduresKey>, errors: Refusals): ErrorLine[] {
  return Object.entries(errors).flatMap(([field, reason]) => {
    const text = wordsOf(say, field, reason)
    return text === undefined ? [] : [{ text, field: field === 'trang' ? undefined : field }]
  })
}

function wordsOf(say: Say<ProceduresKey>, field: string, reason: string | undefined): Html | undefined {
  const key = `${field}.${reason}`
  return key in messages.vi ? say(key as ProceduresKey) : undefined
}

function placeFields(frame: Frame, { choice, provinces, connected, query }: ChoosePage): Html[] {
  const say = sayIn(frame.language, messages)
  const known = new Set(connected.map(one => one.code))
  const label = ({ code, name }: Unit) => (known.has(code) ? name : say('notConnectedMark', { name }).toString())
  const { errors } = choice
  const selects: SelectField[] = [
    {
      name: 'tinh',
      label: say('province'),
      required: true,
      value: choice.province?.code,
      options: provinces.map(one => ({ value: one.code, label: label(one) })),
      error: wordsOf(say, 'tinh', errors.tinh),
      chain: { name: 'huyen', source: `${UNITS_PATH}?cha=` },
    },
    {
      name: 'huyen',
      label: say('district'),
      required: true,
      value: choice.district?.code,
      options: choice.districts.map(one => ({ value: one.code, label: one.name })),
      hint: choice.province === undefined ? say('districtHint') : undefined,
      error: wordsOf(say, 'huyen', errors.huyen),
      chain: { name: 'xa', source: `${UNITS_PATH}?cha=` },
    },
    {
      name: 'xa',
      label: say('commune'),
      required: true,
      value: choice.commune?.code,
      options: choice.communes.map(one => ({ value: one.code, label: one.name })),
      hint: communeHint(say, choice),
      error: wordsOf(say, 'xa', errors.xa),
    },
  ]
  return [
    ...(query.q === '' ? [] : [html`<input type="hidden" name="q" value="${query.q}">`]),
    chainedSelects(frame.language, { selects, button: say('continue') }),
    html`<div class="actions">${button({ label: say('agree'), name: 'dongy', value: '1' })}</div>`,
  ]
}

function communeHint(say: Say<ProceduresKey>, { district, communes }: PlaceChoice): Html | undefined {
  if (district === undefined) return say('communeHint')
  return communes.length === 0 ? say('noCommunes') : undefined
}

function connectionNotice(frame: Frame, { choice, connection, connected }: ChoosePage): Html | undefined {
  const say = sayIn(frame.language, messages)
  const name = choice.province?.name
  if (name === undefined || connection === undefined || connection === 'ready') return undefined
  if (connection === 'not-ready') {
    const [title, text] = [say('notReadyTitle', { name }), say('notReadyText')]
    return notice(frame.language, { kind: 'warning', title, text, live: true })
  }
  const names = connected.map(one => one.name).join(', ')
  const [title, text] = [say('notConnectedTitle', { name }), say('notConnectedText', { names })]
  return notice(frame.language, { kind: 'info', title, text, live: true })
}

function search(frame: Frame, { choice, query }: ChoosePage): Html {
  const say = sayIn(frame.language, messages)
  const place = choice.province && html`<input type="hidden" name="tinh" value="${choice.province.code}">`
  const box = searchBox(frame.language, {
    action: PROCEDURES_PATH,
    value: query.q,
    label: say('searchLabel'),
    placeholder: say('searchPlaceholder').toString(),
    ...(place === undefined ? {} : { hidden: place }),
  })
  return card(html`${box}<p class="hint">${say('searchHint')}</p>`, say('searchAll'))
}

function results(frame: Frame, { choice, query }: ChoosePage, found: Listing<Found>): Html {
  const say = sayIn(frame.language, messages)
  if (found.total === 0) return emptyState({ title: say('none'), text: say('noneText') })
  const offered = table({
    caption: say('resultsFor', { q: query.q }),
    rows: found.rows,
    columns: [
      { heading: say('procedure'), cell: one => html`<strong>${one.name}</strong>` },
      { heading: say('code'), cell: one => one.nationalCode, digits: true },
      {
        heading: say('offeredIn'),
        cell: one => html`<ul class="plain">${one.provinces.map(to => wayIn(one, to))}</ul>`,
      },
    ],
  })
  const href = (to: number) => listPath({ tinh: choice.province?.code }, { q: query.q }, to)
  return html`<p role="status">${say('found', { total: found.total })}</p>${offered}
    ${pagination(frame.language, { page: found.page, pages: found.pages, href })}`
}

/** To the list of a province with this procedure looked for: the district and ward are chosen there. */
function wayIn(procedure: Found, { gsoCode, name }: Found['provinces'][number]): Html {
  return html`<li><a href="${listPath({ tinh: gsoCode }, { q: procedure.nationalCode }, 1)}">${name}</a></li>`
}
