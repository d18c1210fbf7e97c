import { dataList } from '@motcua/ui/data-list.ts'
import { button } from '@motcua/ui/form.ts'
import type { Frame } from '@motcua/ui/frame.ts'
import { type Html, html } from '@motcua/ui/html.ts'
import { type IconName, icon } from '@motcua/ui/icons.ts'
import { page } from '@motcua/ui/page.ts'
import { breadcrumb, card, digits, heading } from '@motcua/ui/parts.ts'
import { sayIn } from '@motcua/ui/words.ts'
import { messages, type ProceduresKey } from './messages.ts'
import { levelKeys } from './offers-page.ts'
import { fieldsOfPlace, listPath, PROCEDURES_PATH, submitPath } from './paths.ts'
import type { Offer, Place } from './procedures-store.ts'

/** One procedure at one place: what to bring, how long, how much, who receives it. */
export function procedurePage(frame: Frame, { place, offer }: { place: Place; offer: Offer }): string {
  const say = sayIn(frame.language, messages)
  const { details, name } = offer
  const main = html`${breadcrumb(frame.language, [
    { label: say('title'), href: PROCEDURES_PATH },
    { label: say('backToList'), href: listPath(fieldsOfPlace(place), {}, 1) },
    { label: name },
  ])}${heading(name)}${dataList(frame.language, [
    { label: say('code'), value: digits(offer.provincialCode) },
    { label: say('field'), value: offer.fieldName },
    { label: say('agency'), value: html`${offer.agencyName} (${say(levelKeys[offer.level])})` },
    { label: say('service'), value: say('serviceLevel', { level: offer.serviceLevel }) },
    { label: say('processingTime'), value: details.processingTime },
    { label: say('fee'), value: details.fee },
  ])}${list(frame, { heading: 'documents', picture: 'file-text' }, details.documents)}${list(frame, { heading: 'steps', picture: 'arrow-right' }, details.steps)}
    ${list(frame, { heading: 'legalBasis', picture: 'landmark' }, details.legalBasis)}
    <div class="actions">${button({ label: say('submit'), href: submitPath(place, offer.nationalCode) })}</div>
    <p class="hint">${say('submitHelp')}</p>`
  return page(frame, { title: name, main })
}

type ListHead = { heading: ProceduresKey; picture: IconName }

function list(frame: Frame, { heading, picture }: ListHead, items: string[] | undefined): Html | undefined {
  if (items === undefined || items.length === 0) return undefined
  const say = sayIn(frame.language, messages)
  const points = items.map(item => html`<li>${icon(picture)}<span>${item}</span></li>`)
  return card(html`<ul class="points">${points}</ul>`, say(heading))
}
