import type { IdentityProviderId } from '@motcua/contracts/identity-providers.ts'
import { type Button, button } from '@motcua/ui/form.ts'
import { dial, type Frame } from '@motcua/ui/frame.ts'
import { html } from '@motcua/ui/html.ts'
import { page } from '@motcua/ui/page.ts'
import { emptyState } from '@motcua/ui/parts.ts'
import { sayIn } from '@motcua/ui/words.ts'
import { stoppedPage } from '../sign-in/stopped-page.ts'
import { messages } from './messages.ts'
import { providerName } from './names.ts'
import { beginPath } from './paths.ts'
import type { ProviderEnd } from './state.ts'

export type Stopped = Exclude<ProviderEnd, { kind: 'signed-in' }>
type Ours = Exclude<Stopped, { kind: 'locked' | 'overtaken' }>

/** A visit by an identity provider that came to nothing: why, and what to do. */
export function endedPage(frame: Frame, id: IdentityProviderId, end: Stopped): string {
  if (end.kind === 'locked' || end.kind === 'overtaken') return stoppedPage(frame, end)
  const say = sayIn(frame.language, messages)
  const hotline = html`<a class="digits" href="${dial(frame.hotline)}">${frame.hotline}</a>`
  const values = { provider: providerName(id, frame.language), hotline }
  const key = keyOf(id, end)
  const title = say(`${key.title}`, values)
  const [first, second] = waysOf(frame, id, end)
  const actions = html`${first && button(first)}${second && button({ ...second, look: 'secondary' })}`
  const main = emptyState({ of: 'page', gate: 'shut', title, text: say(key.text, values), actions })
  return page(frame, { title, main, width: 'form' })
}

function keyOf(id: IdentityProviderId, end: Ours) {
  if (end.kind !== 'refused') return { title: `stopped.${end.kind}-title`, text: `stopped.${end.kind}-text` } as const
  if (end.reason === 'unverified') {
    return { title: `refused.unverified-title-${id}`, text: `refused.unverified-text-${id}` } as const
  }
  return { title: `refused.${end.reason}-title`, text: `refused.${end.reason}-text` } as const
}

/** The likeliest way on first. */
function waysOf(frame: Frame, id: IdentityProviderId, end: Ours): Button[] {
  const say = sayIn(frame.language, messages)
  const again = { label: say('way.again'), href: beginPath(id) }
  const register = { label: say('way.register'), href: '/dang-ky' }
  const signIn = { label: say('way.sign-in'), href: '/dang-nhap' }
  const counters = { label: say('way.counters'), href: '/quay-giao-dich' }
  if (end.kind === 'held') return [{ label: say('way.password'), href: '/dang-nhap' }]
  if (end.kind !== 'refused') return [signIn, counters]
  switch (end.reason) {
    case 'not-believed':
      return [again, signIn]
    case 'not-a-citizen':
    case 'too-young':
      return [signIn]
    case 'unverified':
    case 'incomplete':
      return [register, signIn]
  }
}
