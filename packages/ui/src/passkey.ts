import { attrs, type Content, type Html, html } from './html.ts'
import { notice } from './notice.ts'
import type { Language } from './words.ts'

/** What `passkey.js` may find: that the browser cannot, what the person did, what the device says. */
export const passkeyTroubles = [
  'unsupported',
  'wrong-address',
  'cancelled',
  'timed-out',
  'none-here',
  'registered-already',
  'unable',
] as const
export type PasskeyTrouble = (typeof passkeyTroubles)[number]

export type PasskeyWords = { withoutScripts: Content; troubles: Partial<Record<PasskeyTrouble, Content>> }

export type PasskeyTask =
  /** Only whether this browser knows passkeys. */
  | { of: 'support' }
  | {
      of: 'get' | 'create'
      /** WebAuthn §5.1.9 and §5.1.10, as JSON; how long they hold is `timeout`. */
      options: { timeout: number }
      /** `at-once` where the person came here to do it, and nothing was wrong. */
      begins: 'at-once' | 'on-press'
      /** What the button says while the device asks. */
      waiting: string
    }

/**
 * Stands in a form whose main button asks the device for a passkey: `passkey.js`, which its page must load, sends the
 * form with the answer as the field `passkey`, and shows what went wrong. A form sent without the script leaves it empty.
 */
export function passkeyDialog(language: Language, task: PasskeyTask, words: PasskeyWords): Html {
  const asks = task.of !== 'support' && {
    'data-options': JSON.stringify(task.options),
    'data-waiting': task.waiting,
    'data-at-once': task.begins === 'at-once',
  }
  return html`<div ${attrs({ 'data-passkey': task.of, ...asks })}>
    <noscript>${notice(language, { kind: 'warning', text: words.withoutScripts })}</noscript>
    ${asks && html`<input type="hidden" name="passkey">`}<div role="status">${troublesOf(language, words)}</div></div>`
}

function troublesOf(language: Language, { troubles }: PasskeyWords): Html[] {
  return passkeyTroubles.flatMap(trouble => {
    const text = troubles[trouble]
    if (text === undefined) return []
    return [html`<div data-trouble="${trouble}" hidden>${notice(language, { kind: 'warning', text })}</div>`]
  })
}
