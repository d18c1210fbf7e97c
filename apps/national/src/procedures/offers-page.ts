import type { AdminLevel } from '@motcua/contracts/province-catalogue.ts'
import { badge } from '@motcua/ui/badge.ts'
import { errorSummary } from '@motcua/ui/error-summary.ts'
import { selectField, textField } from '@motcua/ui/fields.ts'
import { button, form, hiddenField } from '@motcua/ui/form.ts'
import type { Frame } from '@motcua/ui/frame.ts'
import { attrs, type Html, html } from '@motcua/ui/html.ts'
import { icon } from '@motcua/ui/icons.ts'
import { notice } from '@motcua/ui/notice.ts'
import { page } from '@motcua/ui/page.ts'
import { breadcrumb, emptyState, heading, pagination } from '@motcua/ui/parts.ts'
import { table } from '@motcua/ui/table.ts'
import { sayIn } from '@motcua/ui/words.ts'
import { errorLines } from './choose-page.ts'
import type { ListingQuery } from './listing.ts'
import { messages } from './messages.ts'
import { fieldsOfPlace, listPath, PROCEDURES_PATH, procedurePath, submitPath } from './paths.ts'
import type { Choice, Listing, Offer, Place } from './procedures-store.ts'

export type OffersPage = {
  place: Place
  /** Names from the ward up. */
  placeNames: string[]
  query: ListingQuery
  choices: { fields: Choice[]; agencies: Choice[] }
  listing: Listing<Offer>
  /** Why the visitor is back on this list instead of at the province. */
  refusal?: 'not-on-offer' | undefined
}

export const levelKeys = { province: 'levelProvince', district: 'levelDistrict', commune: 'levelCommune' } as const

/** The procedures on offer at the chosen place. */
export function offersPage(frame: Frame, model: OffersPage): string {
  const say = sayIn(frame.language, messages)
  const { place, placeNames, query, listing, refusal } = model
  const title = say('titleAt', { place: placeNames[0] ?? '' })
  const errors = errorLines(say, query.errors)
  const other = listPath({ tinh: place.province, huyen: place.district }, {}, 1)
  const main = html`${breadcrumb(frame.language, [{ label: say('title'), href: PROCEDURES_PATH }, { label: title }])}
    ${heading(title, placeNames.slice(1).join(', '))}<p><a href="${other}">${say('otherPlace')}</a></p>
    ${refusal && notice(frame.language, { kind: 'error', text: say('notOnOffer'), live: true })}
    ${errorSummary(frame.language, errors)}${filters(frame, model)}
    <p role="status">${say('found', { total: listing.total })}</p>${listing.total === 0 ? nothing(frame, model) : offers(frame, model)}
    ${pagination(frame.language, { page: listing.page, pages: listing.pages, href: to => listPath(fieldsOfPlace(place), query, to) })}`
  return page(frame, { title, main, errors: errors.length + (refusal === undefined ? 0 : 1) })
}

function filters(frame: Frame, { place, query, choices }: OffersPage): Html {
  const { language } = frame
  const say = sayIn(language, messages)
  const options = (of: Choice[]) => of.map(({ code, name }) => ({ value: code, label: name }))
  const levels = Object.entries(levelKeys).map(([value, key]) => ({ value, label: say(key).toString() }))
  const { tinh = '', huyen = '', xa = '' } = fieldsOfPlace(place)
  const selects = [
    selectField(language, {
      name: 'linhvuc',
      label: say('field'),
      value: query.field,
      options: options(choices.fields),
      empty: say('allFields').toString(),
    }),
    selectField(language, {
      name: 'cap',
      label: say('level'),
      value: query.level,
      options: levels,
      empty: say('allLevels').toString(),
    }),
    selectField(language, {
      name: 'coquan',
      label: say('agency'),
      value: query.agency,
      options: options(choices.agencies),
      empty: say('allAgencies').toString(),
    }),
  ]
  const content = [
    html`${hiddenField('tinh', tinh)}${hiddenField('huyen', huyen)}${hiddenField('xa', xa)}`,
    textField(language, {
      name: 'q',
      label: say('searchLabel'),
      hint: say('searchHint'),
      value: query.q,
      type: 'search',
      maxlength: 200,
    }),
    button({ label: say('search'), icon: 'search' }),
    moreFilters(frame, { query, selects }),
  ]
  return form(language, { action: PROCEDURES_PATH, method: 'get', search: true, label: say('searchLabel'), content })
}

/** Folded on phones' small screens until one is in use; opens without scripts. */
function moreFilters(frame: Frame, { query, selects }: { query: ListingQuery; selects: Html[] }): Html {
  const open = query.field !== undefined || query.level !== undefined || query.agency !== undefined
  const say = sayIn(frame.language, messages)
  const words = html`${icon('layout-list')}<span>${say('moreFilters')}</span>`
  const apply = button({ label: say('applyFilters'), look: 'secondary' })
  return html`<details ${attrs({ open })}><summary class="button secondary">${words}</summary>${selects}${apply}</details>`
}

function offers(frame: Frame, { place, listing }: OffersPage): Html {
  const say = sayIn(frame.language, messages)
  return table<Offer>({
    caption: say('title'),
    captionUnseen: true,
    rows: listing.rows,
    columns: [
      {
        heading: say('procedure'),
        cell: one => html`<a href="${procedurePath(place, one.nationalCode)}"><strong>${one.name}</strong></a>
          <br><span class="hint digits">${one.nationalCode}</span>`,
      },
      { heading: say('field'), cell: one => one.fieldName },
      {
        heading: say('agency'),
        cell: one => html`${one.agencyName} <span class="hint">(${levelName(frame, one.level)})</span>`,
      },
      {
        heading: say('service'),
        cell: one =>
          badge({
            text: say('serviceLevel', { level: one.serviceLevel }),
            look: one.serviceLevel === 4 ? 'success' : 'action',
          }),
      },
      { heading: say('action'), cell: one => submitLink(frame, place, one) },
    ],
  })
}

function levelName(frame: Frame, level: AdminLevel): Html {
  return sayIn(frame.language, messages)(levelKeys[level])
}

/** Twenty equal links would be told apart by nobody who hears them, so each carries its procedure's name unseen. */
function submitLink(frame: Frame, place: Place, offer: Offer): Html {
  const say = sayIn(frame.language, messages)
  const label = html`${say('submit')}<span class="unseen">: ${offer.name}</span>`
  return button({ label, look: 'secondary', href: submitPath(place, offer.nationalCode) })
}

function nothing(frame: Frame, { place }: OffersPage): Html {
  const say = sayIn(frame.language, messages)
  const all = button({ label: say('showAll'), look: 'secondary', href: listPath(fieldsOfPlace(place), {}, 1) })
  return emptyState({ title: say('none'), text: say('noneText'), actions: all })
}
