import { html } from '@motcua/ui/html.ts'
import { points } from '@motcua/ui/parts.ts'
import { sayIn } from '@motcua/ui/words.ts'
import type { Opening, OpeningView } from '../../steps/method.ts'
import { supportDialog } from './dialog.ts'
import { messages } from './messages.ts'

/** What stands on the page that begins a sign-in by passkey alone. */
export function opening({ language }: OpeningView): Opening {
  const say = sayIn(language, messages)
  return {
    content: html`<div>${points([
      { icon: 'smartphone', text: say('passkey.opening-how') },
      { icon: 'shield-check', text: say('passkey.opening-why') },
    ])}${supportDialog(language)}</div>`,
    ...{ submit: say('passkey.sign-in'), icon: 'key-round', below: say('passkey.none-yet'), scripts: ['passkey.js'] },
  }
}
