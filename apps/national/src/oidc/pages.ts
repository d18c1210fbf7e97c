import { actions, button } from '@motcua/ui/form.ts'
import type { Frame } from '@motcua/ui/frame.ts'
import { html } from '@motcua/ui/html.ts'
import { page } from '@motcua/ui/page.ts'
import { emptyState, heading } from '@motcua/ui/parts.ts'
import { sayIn } from '@motcua/ui/words.ts'
import { messages } from './messages.ts'

/** A request to the provider that cannot be answered at the relying party. */
export function ssoErrorPage(frame: Frame, code: string): string {
  const say = sayIn(frame.language, messages)
  const home = button({ label: say('signed-out.home'), href: '/' })
  const main = emptyState({
    ...{ of: 'page', gate: 'shut' },
    title: say('sso.error-title'),
    text: say('sso.error-text'),
    note: say('sso.error-code', { code }),
    actions: home,
  })
  return page(frame, { title: say('sso.error-title'), main, width: 'form' })
}

/** Asks before a relying party's wish ends the session here; `xsrf` guards the answer. */
export function signOutPage(frame: Frame, { action, xsrf }: { action: string; xsrf: string }): string {
  const say = sayIn(frame.language, messages)
  const main = html`${heading(say('sign-out.title'), say('sign-out.text'))}
    <form method="post" action="${action}" class="form"><input type="hidden" name="xsrf" value="${xsrf}">
    ${actions(
      button({ label: say('sign-out.yes'), name: 'logout', value: 'yes' }),
      button({ label: say('sign-out.no'), look: 'secondary' }),
    )}</form>`
  return page(frame, { title: say('sign-out.title'), main, width: 'form' })
}

export function signedOutPage(frame: Frame): string {
  const say = sayIn(frame.language, messages)
  const home = button({ label: say('signed-out.home'), href: '/' })
  const main = emptyState({ of: 'page', title: say('signed-out.title'), text: say('signed-out.text'), actions: home })
  return page(frame, { title: say('signed-out.title'), main, width: 'form' })
}
