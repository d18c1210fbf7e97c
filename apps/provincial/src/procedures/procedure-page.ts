import { deepLinkPath, RECEPTION_PATH } from '@motcua/contracts/deep-link.ts'
import type { CatalogueProcedure } from '@motcua/contracts/province-catalogue.ts'
import { dataList } from '@motcua/ui/data-list.ts'
import { selectField } from '@motcua/ui/fields.ts'
import { button, form, hiddenField } from '@motcua/ui/form.ts'
import type { Frame } from '@motcua/ui/frame.ts'
import { type Html, html } from '@motcua/ui/html.ts'
import { type IconName, icon } from '@motcua/ui/icons.ts'
import { page } from '@motcua/ui/page.ts'
import { breadcrumb, card, digits, heading } from '@motcua/ui/parts.ts'
import { sayIn } from '@motcua/ui/words.ts'
import type { Catalogue } from './catalogue.ts'
import { PROCEDURES_PATH, receiverName } from './list-page.ts'
import { messages, type ProceduresKey } from './messages.ts'

export type ProcedurePage = { catalogue: Catalogue; procedure: CatalogueProcedure }

/** One procedure: documents, time, fee, law, and the way to submit. */
export function procedurePage(frame: Frame, model: ProcedurePage): string {
  const say = sayIn(frame.language, messages)
  const { catalogue, procedure } = model
  const { name } = procedure
  const main = html`${breadcrumb(frame.language, [{ label: say('title'), href: PROCEDURES_PATH }, { label: name }])}
    ${heading(name)}${dataList(frame.language, [
      { label: say('code'), value: digits(procedure.provincialCode) },
      { label: say('field'), value: catalogue.fieldName(procedure.field) },
      { label: say('agency'), value: receiverName(say, catalogue, procedure) },
      { label: say('service'), value: say('serviceLevel', { level: procedure.serviceLevel }) },
      { label: say('processingTime'), value: procedure.processingTime },
      { label: say('fee'), value: procedure.fee },
    ])}${list(frame, { heading: 'documents', picture: 'file-text' }, procedure.documents)}${list(frame, { heading: 'steps', picture: 'arrow-right' }, procedure.steps)}
    ${list(frame, { heading: 'legalBasis', picture: 'landmark' }, procedure.legalBasis)}${submission(frame, model)}`
  return page(frame, { title: name, main })
}

/** One receiver: a link. Several: the visitor says which; the form's fields make the same deep link. */
function submission(frame: Frame, { catalogue, procedure }: ProcedurePage): Html {
  const say = sayIn(frame.language, messages)
  const { provincialCode, nationalCode, serviceCode } = procedure
  const [first, ...more] = catalogue.receivers(procedure)
  if (first !== undefined && more.length === 0) {
    const link = { provincialCode, nationalCode, serviceCode, agencyCode: first.code, fromNational: false }
    return html`<div class="actions">${button({ label: say('submit'), href: deepLinkPath(link) })}</div>`
  }
  const options = catalogue.receivers(procedure).map(({ code, name }) => ({ value: code, label: name }))
  const content = [
    html`${hiddenField('MaTTHCDP', provincialCode)}${hiddenField('MaTTHC', nationalCode)}${hiddenField('MaDVC', serviceCode)}`,
    selectField(frame.language, {
      name: 'MaCoQuanThucHien',
      label: say('receiver'),
      required: true,
      options,
      empty: false,
    }),
    html`<div class="actions">${button({ label: say('submit') })}</div>`,
  ]
  const chosen = form(frame.language, { action: RECEPTION_PATH, method: 'get', label: say('submitTitle'), content })
  return card(chosen, say('submitTitle'))
}

type ListHead = { heading: ProceduresKey; picture: IconName }

function list(frame: Frame, { heading, picture }: ListHead, items: string[] | undefined): Html | undefined {
  if (items === undefined || items.length === 0) return undefined
  const say = sayIn(frame.language, messages)
  const points = items.map(item => html`<li>${icon(picture)}<span>${item}</span></li>`)
  return card(html`<ul class="points">${points}</ul>`, say(heading))
}
