import { messages as formMessages } from '@motcua/sign-in/form/messages.ts'
import { errorWords } from '@motcua/sign-in/web/errors.ts'
import type { StepView } from '@motcua/sign-in/web/flow-routes.ts'
import type { CaptchaField } from '@motcua/ui/code-fields.ts'
import { hiddenField } from '@motcua/ui/form.ts'
import type { Frame } from '@motcua/ui/frame.ts'
import { type Html, html } from '@motcua/ui/html.ts'
import type { Language } from '@motcua/ui/words.ts'
import { messages as linkingMessages } from '../linking/messages.ts'
import { messages as signInMessages } from './messages.ts'

/** Everything a step can say is wrong. */
const messages = {
  vi: { ...formMessages.vi, ...signInMessages.vi, ...linkingMessages.vi },
  en: { ...formMessages.en, ...signInMessages.en, ...linkingMessages.en },
}

/** What a step's page is made from: the frame around it, and the flow's own view. */
export type FlowPage<State> = Omit<StepView<State>, 'request'> & {
  frame: Frame
  captcha?: Omit<CaptchaField, 'error'> | undefined
}

export function wrongs(language: Language, { errors }: Pick<StepView<unknown>, 'errors'>) {
  return errorWords(language, messages, errors)
}

/** Which step and which showing of it the form answers, and what is carried along unseen. */
export function flowFields(
  { state, version }: Pick<StepView<{ step: string }>, 'state' | 'version'>,
  carried: Record<string, string | undefined>,
): Html {
  const hidden = Object.entries(carried).map(([name, value]) => value !== undefined && hiddenField(name, value))
  return html`${hiddenField('step', state.step)}${hiddenField('v', String(version))}${hidden}`
}
