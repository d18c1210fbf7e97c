import type { StepView } from '@motcua/sign-in/web/flow-routes.ts'
import { postButton } from '@motcua/ui/form.ts'
import type { Frame } from '@motcua/ui/frame.ts'
import { type Html, html } from '@motcua/ui/html.ts'
import { sayIn } from '@motcua/ui/words.ts'
import { messages } from './messages.ts'

/** `step`: the one that asks for the proof. */
type Ways = { frame: Frame; others: 'some' | 'none'; hasPhone: 'yes' | 'no'; step?: string }

/** Below the page of a second factor: another one, or the way out for who lost the phone. */
export function otherWays(
  { action, version }: Pick<StepView<unknown>, 'action' | 'version'>,
  { frame, others, hasPhone, step = 'prove' }: Ways,
): Html {
  const say = sayIn(frame.language, messages)
  const way = (label: Html, value: 'other' | 'lost-phone') =>
    postButton(frame.language, {
      ...{ action, label, look: 'link' },
      hidden: { step, v: String(version), action: value },
    })
  return html`<ul class="other-ways">${others === 'some' && html`<li>${way(html`${say('sign-in.other-method')}`, 'other')}</li>`}
    ${hasPhone === 'yes' && html`<li>${way(html`${say('sign-in.lost-phone')}`, 'lost-phone')}</li>`}</ul>`
}
