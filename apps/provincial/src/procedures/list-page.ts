import type { CatalogueProcedure } from '@motcua/contracts/province-catalogue.ts'
import { badge } from '@motcua/ui/badge.ts'
import { type ErrorLine, errorSummary } from '@motcua/ui/error-summary.ts'
import { selectField, textField } from '@motcua/ui/fields.ts'
import { button, form } from '@motcua/ui/form.ts'
import type { Frame } from '@motcua/ui/frame.ts'
import { attrs, type Content, type Html, html } from '@motcua/ui/html.ts'
import { icon } from '@motcua/ui/icons.ts'
import { page } from '@motcua/ui/page.ts'
import { emptyState, heading, pagination } from '@motcua/ui/parts.ts'
import { table } from '@motcua/ui/table.ts'
import { type Say, sayIn } from '@motcua/ui/words.ts'
import type { Catalogue } from './catalogue.ts'
import type { ListingErrors } from './listing.ts'
import { messages, type ProceduresKey } from './messages.ts'
import type { Filter, Listing } from './search.ts'

export const PROCEDURES_PATH = '/thu-tuc'

export type ListPage = { catalogue: Catalogue; filter: Filter; errors: ListingErrors; listing: Listing }

const levelKeys = { province: 'levelProvince', district: 'levelDistrict', commune: 'levelCommune' } as const

/** *Danh mục thủ tục*: search, filters, a page of the list. */
export function listPage(frame: Frame, model: ListPage): string {
  const say = sayIn(frame.language, messages)
  const { listing, filter } = model
  const errors = errorLines(say, model.errors)
  const href = (to: number) => pathOf(filter, to)
  const main = html`${heading(say('title'), say('lead'))}${errorSummary(frame.language, errors)}${filters(frame, model)}
    <p role="status">${say('found', { total: listing.total })}</p>${listing.total === 0 ? nothing(say) : rows(say, model)}
    ${pagination(frame.language, { page: listing.page, pages: listing.pages, href })}`
  return page(frame, { title: say('title'), main, errors: errors.length })
}

function errorLines(say: Say<ProceduresKey>, errors: ListingErrors): ErrorLine[] {
  return Object.entries(errors).flatMap(([field, reason]) => {
    const key = `${field}.${reason}`
    if (!(key in messages.vi)) return []
    return [{ text: say(key as ProceduresKey), field: field === 'trang' ? undefined : field }]
  })
}

function filters({ language }: Frame, { catalogue, filter }: ListPage): Html {
  const say = sayIn(language, messages)
  const { fields, agencies } = catalogue.published
  const options = (of: { code: string; name: string }[]) => of.map(({ code, name }) => ({ value: code, label: name }))
  // Hundreds of wards make no list to choose from; the level tells them well enough.
  const offered = agencies.filter(one => one.level !== 'commune' || one.code === filter.agency)
  const levels = Object.entries(levelKeys).map(([value, key]) => ({ value, label: say(key).toString() }))
  const select = (
    name: string,
    label: Content,
    rest: { value?: string | undefined; options: { value: string; label: string }[]; empty: Html },
  ) => selectField(language, { name, label, ...rest, empty: rest.empty.toString() })
  const selects = [
    select('linhvuc', say('field'), { value: filter.field, options: options(fields), empty: say('allFields') }),
    select('cap', say('level'), { value: filter.level, options: levels, empty: say('allLevels') }),
    select('coquan', say('agency'), { value: filter.agency, options: options(offered), empty: say('allAgencies') }),
  ]
  const content = [
    textField(language, {
      name: 'q',
      label: say('searchLabel'),
      hint: say('searchHint'),
      value: filter.q,
      type: 'search',
      maxlength: 200,
    }),
    button({ label: say('search'), icon: 'search' }),
    moreFilters(say, { filter, selects }),
  ]
  return form(language, { action: PROCEDURES_PATH, method: 'get', search: true, label: say('search'), content })
}

/** Folded until one is in use; opens without scripts. */
function moreFilters(say: Say<ProceduresKey>, { filter, selects }: { filter: Filter; selects: Html[] }): Html {
  const open = filter.field !== undefined || filter.level !== undefined || filter.agency !== undefined
  const words = html`${icon('layout-list')}<span>${say('moreFilters')}</span>`
  return html`<details ${attrs({ open })}><summary class="button secondary">${words}</summary>${selects}${button({ label: say('applyFilters'), look: 'secondary' })}</details>`
}

function rows(say: Say<ProceduresKey>, { catalogue, listing }: ListPage): Html {
  return table<CatalogueProcedure>({
    caption: say('title'),
    captionUnseen: true,
    rows: listing.rows,
    columns: [
      {
        heading: say('procedure'),
        cell: one => html`<a href="${PROCEDURES_PATH}/${one.nationalCode}"><strong>${one.name}</strong></a>
          <br><span class="hint digits">${one.nationalCode}</span>`,
      },
      { heading: say('field'), cell: one => catalogue.fieldName(one.field) },
      { heading: say('agency'), cell: one => receiverName(say, catalogue, one) },
      {
        heading: say('service'),
        cell: one =>
          badge({
            text: say('serviceLevel', { level: one.serviceLevel }),
            look: one.serviceLevel === 4 ? 'success' : 'action',
          }),
      },
    ],
  })
}

/** Who receives it, in a line: the agency's name where it is one, else the kind of agency. */
export function receiverName(say: Say<ProceduresKey>, catalogue: Catalogue, procedure: CatalogueProcedure): Content {
  const [first, second] = catalogue.receivers(procedure)
  if (first !== undefined && second === undefined) return first.name
  if (procedure.level === 'commune') return say('everyCommune')
  return procedure.level === 'district' ? say('everyDistrict') : say('levelProvince')
}

function nothing(say: Say<ProceduresKey>): Html {
  const all = button({ label: say('showAll'), look: 'secondary', href: PROCEDURES_PATH })
  return emptyState({ title: say('none'), text: say('noneText'), actions: all })
}

function pathOf({ q, field, level, agency }: Filter, page: number): string {
  const asked: [string, string | undefined][] = [
    ['q', q === '' ? undefined : q],
    ['linhvuc', field],
    ['cap', level],
    ['coquan', agency],
    ['trang', page === 1 ? undefined : String(page)],
  ]
  const query = new URLSearchParams(asked.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])))
  return query.size === 0 ? PROCEDURES_PATH : `${PROCEDURES_PATH}?${query}`
}
