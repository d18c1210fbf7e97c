import { formatDateTime } from '@motcua/identifiers/date.ts'
import { captchaField } from '@motcua/ui/code-fields.ts'
import { textField } from '@motcua/ui/fields.ts'
import { actions, button, form } from '@motcua/ui/form.ts'
import { dial, type Frame } from '@motcua/ui/frame.ts'
import { html } from '@motcua/ui/html.ts'
import { page } from '@motcua/ui/page.ts'
import { emptyState, heading, helpAside } from '@motcua/ui/parts.ts'
import { numberedSteps } from '@motcua/ui/stepper.ts'
import { sayIn } from '@motcua/ui/words.ts'
import { type FlowPage, flowFields, wrongs } from '../../steps/flow-page.ts'
import { messages } from './messages.ts'
import type { ObjectEnd, ObjectState } from './object.ts'

type At<Step extends ObjectState['step']> = FlowPage<Extract<ObjectState, { step: Step }>>

function hotlineOf(frame: Frame) {
  return html`<a class="digits" href="${dial(frame.hotline)}">${frame.hotline}</a>`
}

/** *Không phải tôi*: the code from the notice. */
export function codePage(model: At<'code'>): string {
  const { frame, captcha, values } = model
  const { language } = frame
  const say = sayIn(language, messages)
  const wrong = wrongs(language, model)
  const main = html`${heading(say('object.title'), say('object.lead'))}${wrong.summary}
    ${form(language, {
      action: model.action,
      content: [
        flowFields(model),
        textField(language, {
          ...{ name: 'code', value: values.code, error: wrong.of('code'), required: true, maxlength: 20 },
          ...{ label: say('object.code'), hint: say('object.code-hint'), autocomplete: 'off', digits: true },
        }),
        captcha ? captchaField(language, { ...captcha, error: wrong.of('captcha') }) : false,
        button({ label: say('object.next'), wide: true }),
      ],
    })}`
  const text = say('object.no-code-text', { hotline: hotlineOf(frame) })
  const aside = helpAside({ title: say('object.no-code-title'), text })
  return page(frame, { title: say('object.title'), main, aside, width: 'form', errors: wrong.count })
}

/** What will happen, before it does. */
export function confirmPage(model: At<'confirm'>): string {
  const { frame, state } = model
  const { language } = frame
  const say = sayIn(language, messages)
  const at = formatDateTime(new Date(state.at))
  const main = html`${heading(say('object.confirm-title'), say('object.confirm-lead', { at, event: say(`event.${state.event}`) }))}
    ${numberedSteps([say('object.then-1'), say('object.then-2'), say('object.then-3')])}
    ${form(language, {
      action: model.action,
      content: [
        flowFields(model),
        actions(
          button({ label: say('object.lock'), look: 'danger', icon: 'lock' }),
          button({ label: say('object.was-me'), look: 'secondary', href: '/' }),
        ),
      ],
    })}`
  return page(frame, { title: say('object.confirm-title'), main, width: 'form' })
}

export function objectedPage(frame: Frame, { kind }: ObjectEnd): string {
  const say = sayIn(frame.language, messages)
  const late = kind === 'too-late'
  const title = late ? say('object.late-title') : say('object.done-title')
  const text = late ? say('object.late-text', { hotline: hotlineOf(frame) }) : say('object.done-text')
  const ways = actions(
    button({ label: say('object.counters'), href: '/quay-giao-dich' }),
    !late && button({ label: say('object.sign-in'), href: '/dang-nhap/passkey', look: 'secondary' }),
  )
  return page(frame, {
    title,
    main: emptyState({ of: 'page', gate: 'shut', title, text, actions: ways }),
    width: 'form',
  })
}
