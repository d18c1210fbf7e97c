import { radioField } from '@motcua/ui/fields.ts'
import { button, form } from '@motcua/ui/form.ts'
import { html } from '@motcua/ui/html.ts'
import { page } from '@motcua/ui/page.ts'
import { heading, helpAside } from '@motcua/ui/parts.ts'
import { sayIn } from '@motcua/ui/words.ts'
import { choiceKey } from '../../steps/choice.ts'
import { type FlowPage, flowFields, wrongs } from '../../steps/flow-page.ts'
import type { MethodLine } from '../../steps/method.ts'
import { messages } from './messages.ts'

export type ChoosePage = FlowPage<{ step: string }> & {
  choices: { method: string; handleId?: string | undefined; line: MethodLine }[]
}

/** *Chọn phương thức xác thực khác*: every phone and method of the account, what was used last first. */
export function choosePage(model: ChoosePage): string {
  const { frame, choices, values } = model
  const { language } = frame
  const say = sayIn(language, messages)
  const wrong = wrongs(language, model)
  const options = choices.map(choice => ({
    value: choiceKey(choice),
    label: choice.line.title,
    hint: choice.line.text,
  }))
  const main = html`${heading(say('choose.title'), say('choose.lead'))}${wrong.summary}
    ${form(language, {
      action: model.action,
      content: [
        flowFields(model),
        radioField(language, {
          ...{ name: 'choice', label: say('choose.label'), options, error: wrong.of('choice') },
          value: values.choice ?? options[0]?.value,
        }),
        button({ label: say('choose.next'), wide: true }),
      ],
    })}`
  const aside = helpAside({ title: say('choose.none-title'), text: say('choose.none-text') })
  return page(frame, { title: say('choose.title'), main, aside, width: 'form', errors: wrong.count })
}
