import { button, form } from '@motcua/ui/form.ts'
import { type Html, html } from '@motcua/ui/html.ts'
import { page } from '@motcua/ui/page.ts'
import { backLink, heading, helpAside } from '@motcua/ui/parts.ts'
import { numberedSteps } from '@motcua/ui/stepper.ts'
import { sayIn } from '@motcua/ui/words.ts'
import type { AccountKind } from '../../../accounts/account.ts'
import { DOWNLOADS_PATH, GUIDE_PATH } from '../../../signing-agent/paths.ts'
import { type FlowPage, flowFields, wrongs } from '../../../steps/flow-page.ts'
import { messages } from './messages.ts'
import type { WayName } from './paths.ts'
import { certificateSteps } from './steps.ts'

export type CertificateBeginPage = FlowPage<{ step: string }> & { way: WayName; subject: AccountKind }

/** *Đăng ký bằng USB ký số* (Hình 16): what must be there before one presses *Đăng ký*. */
export function certificateBeginPage(model: CertificateBeginPage): string {
  const { frame, way, subject, values } = model
  const { language } = frame
  const say = sayIn(language, messages)
  const wrong = wrongs(language, model)
  const title = say(`${way}.title`)
  const carried = values.ve === undefined ? '' : `&ve=${encodeURIComponent(values.ve)}`
  const main = html`${backLink(`/dang-ky?doi-tuong=${subject}${carried}`, say('begin.other-way'))}
    ${certificateSteps(language, 1)}${heading(title, say(`begin.for-${subject}`))}${wrong.summary}
    ${numberedSteps([say(`${way}.plug`), say(`${way}.driver`), toAgent(model), say(`${way}.press`)])}
    ${form(language, {
      action: model.action,
      content: [flowFields(model), button({ label: say('begin.submit'), icon: 'usb', wide: true })],
    })}
    <p class="hint">${say(`${way}.pin`)}</p>`
  return page(frame, { title, main, aside: help(model), width: 'form', errors: wrong.count })
}

function toAgent({ frame, way }: CertificateBeginPage): Html {
  const say = sayIn(frame.language, messages)
  const download = html`<a href="${DOWNLOADS_PATH}" target="_blank">${say(`${way}.download`)}</a>`
  return say(`${way}.agent`, { download })
}

function help({ frame, way, subject }: CertificateBeginPage): Html {
  const say = sayIn(frame.language, messages)
  const guide = html`<a href="${GUIDE_PATH}" target="_blank">${say(`${way}.guide`)}</a>`
  return helpAside(
    {
      title: say('begin.which-title'),
      points: [
        { icon: 'id-card', text: say(`begin.which-${subject}`) },
        { icon: 'clock', text: say('begin.in-force') },
      ],
    },
    { title: say(`${way}.trouble-title`), text: say(`${way}.trouble-text`, { guide }) },
  )
}
