import { type LabFaultKind, labFaultKinds } from '@motcua/contracts/lab-api.ts'
import { type BadgeLook, badge } from '@motcua/ui/badge.ts'
import { statusRows } from '@motcua/ui/devices.ts'
import { button, form, postButton } from '@motcua/ui/form.ts'
import { attrs, type Html, html } from '@motcua/ui/html.ts'
import { type IconName, icon } from '@motcua/ui/icons.ts'
import { page } from '@motcua/ui/page.ts'
import { card, heading } from '@motcua/ui/parts.ts'
import { table } from '@motcua/ui/table.ts'
import type { Language } from '@motcua/ui/words.ts'
import { type Faults, type RunningUpstream, runningUpstreams } from '../faults.ts'
import { type At, labFrame, wordsIn } from './frame.ts'
import { labStyles } from './mail-view.ts'

const faces: Record<LabFaultKind | 'none', { look: BadgeLook; icon: IconName }> = {
  none: { look: 'success', icon: 'circle-check' },
  down: { look: 'error', icon: 'wifi-off' },
  slow: { look: 'warning', icon: 'clock' },
  garbage: { look: 'error', icon: 'triangle-alert' },
  reset: { look: 'error', icon: 'circle-x' },
}

/** What is broken now, in short. */
export function faultsCard(language: Language, faults: Faults): Html {
  const say = wordsIn(language)
  const rows = runningUpstreams.map(one => ({ label: say(`upstream.${one}`), state: state(language, faults.of(one)) }))
  return card(html`${statusRows(rows)}<p><a href="/su-co">${say('faults.change')}</a></p>`, say('faults.title'))
}

/** The switchboard: one form a system, so that it works without scripts. */
export function faultsPage(at: At, faults: Faults): string {
  const say = wordsIn(at.language)
  const columns = [
    { heading: say('faults.system'), cell: (one: RunningUpstream) => say(`upstream.${one}`) },
    { heading: say('faults.state'), cell: (one: RunningUpstream) => state(at.language, faults.of(one)) },
    { heading: say('faults.choose'), cell: (one: RunningUpstream) => choice(at.language, one, faults.of(one)) },
  ]
  const repair = postButton(at.language, {
    action: '/su-co',
    label: say('faults.repair'),
    look: 'secondary',
    name: 'tat-ca',
    value: 'co',
  })
  const board = table({ caption: say('faults.title'), captionUnseen: true, columns, rows: [...runningUpstreams] })
  const main = html`${heading(say('faults.title'), say('faults.lead'))}${board}${faults.all().length > 0 && repair}${labStyles}`
  return page(labFrame(at), { title: say('faults.title'), main, styles: ['lab.css'] })
}

function state(language: Language, fault: LabFaultKind | undefined): Html {
  const kind = fault ?? 'none'
  return badge({ text: wordsIn(language)(`fault.${kind}`), ...faces[kind] })
}

function choice(language: Language, upstream: RunningUpstream, now: LabFaultKind | undefined): Html {
  const say = wordsIn(language)
  const label = say('faults.choice', { upstream: say(`upstream.${upstream}`) })
  const options = (['none', ...labFaultKinds] as const).map(
    kind =>
      html`<option ${attrs({ value: kind, selected: kind === (now ?? 'none') })}>${say(`fault.${kind}`)}</option>`,
  )
  const select = html`<div class="select"><select ${attrs({ class: 'input', name: 'su-co', 'aria-label': label })}>${options}</select>${icon('chevron-down')}</div>`
  const content = html`<input type="hidden" name="he-thong" value="${upstream}"><div class="switch">${select}${button({ label: say('faults.set'), look: 'secondary' })}</div>`
  return form(language, { action: '/su-co', content, label })
}
