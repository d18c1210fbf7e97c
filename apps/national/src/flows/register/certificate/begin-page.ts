import { button, form } from '@motcua/ui/form.ts'
import { type Html, html } from '@motcua/ui/html.ts'
import { page } from '@motcua/ui/page.ts'
import { backLink, heading, helpAside } from '@motcua/ui/parts.ts'
import { type Language, sayIn } from '@motcua/ui/words.ts'
import type { AccountKind } from '../../../accounts/account.ts'
import { type FlowPage, flowFields, wrongs } from '../../../steps/flow-page.ts'
import { messages } from './messages.ts'
import { chooserPath, iconOf, type WayName } from './paths.ts'
import { simBegin } from './sim-begin.ts'
import { certificateSteps } from './steps.ts'
import { usbBegin } from './usb-begin.ts'
import type { WayWords } from './way-words.ts'

export type CertificateBeginPage = FlowPage<{ step: string }> & { way: WayName; subject: AccountKind }

/** *Đăng ký bằng USB ký số*, *SIM ký số* (Hình 12, 16): what must be there before one presses *Đăng ký*. */
export function certificateBeginPage(model: CertificateBeginPage): string {
  const { frame, way, subject, values } = model
  const { language } = frame
  const say = sayIn(language, messages)
  const wrong = wrongs(language, model)
  const title = say(`${way}.title`)
  const words = wordsOf(model)
  const main = html`${backLink(chooserPath(subject, values.ve), say('begin.other-way'))}
    ${certificateSteps(language, 1)}${heading(title, say(`begin.for-${subject}`))}${wrong.summary}
    ${words.before}
    ${form(language, {
      action: model.action,
      content: [flowFields(model), words.fields, button({ label: say('begin.submit'), icon: iconOf[way], wide: true })],
    })}
    <p class="hint">${words.pin}</p>`
  return page(frame, { title, main, aside: help(model, words), width: 'form', errors: wrong.count })
}

/** Below the page that asks for the signature: for whoever cannot give it. */
export function anotherWay(language: Language, chooser: string): Html {
  return html`<p><a href="${chooser}">${sayIn(language, messages)('begin.other-way')}</a></p>`
}

function wordsOf(model: CertificateBeginPage): WayWords {
  switch (model.way) {
    case 'usb':
      return usbBegin(model.frame.language)
    case 'sim':
      return simBegin(model)
  }
}

function help({ frame, subject }: CertificateBeginPage, { trouble }: WayWords): Html {
  const say = sayIn(frame.language, messages)
  return helpAside(
    {
      title: say('begin.which-title'),
      points: [
        { icon: 'id-card', text: say(`begin.which-${subject}`) },
        { icon: 'clock', text: say('begin.in-force') },
      ],
    },
    trouble,
  )
}
