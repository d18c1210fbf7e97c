import type { LabMail } from '@motcua/contracts/lab-api.ts'
import { bench } from '@motcua/ui/devices.ts'
import { html } from '@motcua/ui/html.ts'
import { icon } from '@motcua/ui/icons.ts'
import { page } from '@motcua/ui/page.ts'
import { card, heading } from '@motcua/ui/parts.ts'
import type { CastMember } from '../cast.ts'
import type { LabConfig } from '../config.ts'
import type { Faults } from '../faults.ts'
import { faultsCard } from './faults-page.ts'
import { type At, labFrame, wordsIn } from './frame.ts'
import { labStyles, mailboxView } from './mail-view.ts'
import { otherDevices, papersView } from './papers-view.ts'
import { people } from './people.ts'
import { type PhoneView, phoneView } from './phone-view.ts'
import { type HeldToken, tokensView } from './tokens-view.ts'

export type Bench = Omit<PhoneView, 'phone'> & {
  members: readonly CastMember[]
  phone: PhoneView['phone'] | undefined
  mails: readonly LabMail[]
  faults: Faults
  portals: LabConfig['portals']
  tokens: readonly HeldToken[]
}

/** The lab's main page: whom one plays, their phone, their papers and mail, and what is broken outside. */
export function benchPage(at: At, model: Bench): string {
  const { language } = at
  const say = wordsIn(language)
  const { owner, members, phone, portals } = model
  const rest = html`${portals.length > 0 && card(portalLinks(portals), say('portals.title'))}${papersView(language, owner)}${tokensView(language, model)}
    ${mailboxView(language, model)}${otherDevices(language, owner)}${faultsCard(language, model.faults)}`
  const columns = [
    html`${people(language, { members, chosen: owner })}`,
    phone !== undefined && phoneView(language, { ...model, phone }),
    rest,
  ]
  const main = html`${heading(say('people.title'), say('people.lead'))}${bench(...columns)}<p class="unseen" role="status" id="told"></p>${labStyles}
    <script type="module" src="/ban-thu/page.js"></script>`
  return page(labFrame(at), { title: owner.fullName, main, styles: ['lab.css'] })
}

function portalLinks(portals: LabConfig['portals']) {
  return html`<ul class="points">${portals.map(
    ({ name, url }) =>
      html`<li>${icon('external-link')}<span><a href="${url}" target="_blank" rel="noopener">${name}</a></span></li>`,
  )}</ul>`
}
