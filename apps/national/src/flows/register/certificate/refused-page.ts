import { button } from '@motcua/ui/form.ts'
import type { Frame } from '@motcua/ui/frame.ts'
import { html } from '@motcua/ui/html.ts'
import { page } from '@motcua/ui/page.ts'
import { emptyState } from '@motcua/ui/parts.ts'
import { sayIn } from '@motcua/ui/words.ts'
import type { AccountKind } from '../../../accounts/account.ts'
import type { HolderRefusal } from '../../../accounts/holder.ts'
import { messages } from './messages.ts'
import { chooserPath, iconOf, type WayName } from './paths.ts'

export type CertificateRefused = { reason: HolderRefusal; way: WayName; subject: AccountKind; begin: string }

/** The certificate is right, but opens no account of this kind: why, and with what or as whom it would. */
export function certificateRefusedPage(frame: Frame, { reason, way, subject, begin }: CertificateRefused): string {
  const say = sayIn(frame.language, messages)
  const title = say(`refused.${reason}-title`)
  const text = reason === 'wrong-authority' ? say(`refused.wrong-authority-${subject}`) : say(`refused.${reason}-text`)
  const instead = insteadOf(reason, subject)
  const actions = html`${button({ label: say(`refused.another-${way}`), href: begin, icon: iconOf[way] })}
    ${instead && button({ label: say(`refused.as-${instead}`), href: chooserPath(instead, undefined), look: 'secondary' })}`
  const note = say('refused.nothing-kept')
  const main = emptyState({ of: 'page', gate: 'shut', title, text, actions, note })
  return page(frame, { title, main, width: 'form' })
}

/** As whom this certificate might well register. */
function insteadOf(reason: HolderRefusal, subject: AccountKind): AccountKind | undefined {
  switch (reason) {
    case 'wrong-authority':
      return subject === 'agency' ? 'enterprise' : 'agency'
    case 'no-person':
      return 'enterprise'
    case 'not-an-organization':
      return 'citizen'
    case 'staff-certificate':
      return subject === 'enterprise' ? 'citizen' : undefined
    case 'unreadable':
    case 'no-number':
    case 'several-numbers':
    case 'no-name':
      return undefined
  }
}
