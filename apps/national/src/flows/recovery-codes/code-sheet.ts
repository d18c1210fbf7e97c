import { type Html, html } from '@motcua/ui/html.ts'
import { icon } from '@motcua/ui/icons.ts'
import { notice } from '@motcua/ui/notice.ts'
import { type Language, plain, sayIn } from '@motcua/ui/words.ts'
import { shownRecoveryCode } from '../../accounts/recovery-codes.ts'
import { messages } from './messages.ts'

const FILE_NAME = 'ma-khoi-phuc-mot-cua.txt'

/** The codes to be written down, printed or saved, on the one page that ever shows them. */
export function codeSheet(language: Language, codes: string[]): Html {
  const say = sayIn(language, messages)
  const shown = codes.map(shownRecoveryCode)
  return html`<section class="card"><h2>${say('codes.title')}</h2><p>${say('codes.what')}</p>
    <ol class="codes digits">${shown.map(code => html`<li>${code}</li>`)}</ol>
    <p><a class="button secondary" download="${FILE_NAME}" href="${fileOf(language, shown)}">${icon('download')}<span>${say('codes.save')}</span></a></p>
    <p class="hint">${say('codes.print')}</p>
    ${notice(language, { kind: 'warning', text: say('codes.once') })}</section>`
}

/** Saved without a script, and without the codes passing over the wire again. */
function fileOf(language: Language, shown: string[]): string {
  const text = [plain(language, messages)('codes.file'), '', ...shown, ''].join('\r\n')
  return `data:text/plain;charset=utf-8,${encodeURIComponent(text)}`
}

/** What the button says that leaves the page for good. */
export function codesKept(language: Language): Html {
  return sayIn(language, messages)('codes.kept')
}
