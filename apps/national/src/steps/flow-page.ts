import { messages as formMessages } from '@motcua/sign-in/form/messages.ts'
import { errorWords } from '@motcua/sign-in/web/errors.ts'
import type { StepView } from '@motcua/sign-in/web/flow-routes.ts'
import { hiddenField } from '@motcua/ui/form.ts'
import type { Frame } from '@motcua/ui/frame.ts'
import { type Html, html } from '@motcua/ui/html.ts'
import type { Language } from '@motcua/ui/words.ts'
import { messages as certificateMessages } from './certificate-messages.ts'
import { messages as stepMessages } from './messages.ts'

/** Everything a step can say is wrong. */
const messages = {
  vi: { ...formMessages.vi, ...stepMessages.vi, ...certificateMessages.vi },
  en: { ...formMessages.en, ...stepMessages.en, ...certificateMessages.en },
}

/** What a step's page is made from: the frame around it, and the flow's own view. */
export type FlowPage<State> = StepView<State> & { frame: Frame; captcha?: Captcha | undefined }
export type Captcha = { captchaId: string; picture: string; sound?: string | undefined; fresh?: string | undefined }

export function wrongs(language: Language, { errors }: Pick<StepView<unknown>, 'errors'>) {
  return errorWords(language, messages, errors)
}

/** Which step and which showing of it the form answers, and where the visitor wants to be in the end. */
export function flowFields({ state, version, values }: StepView<{ step: string }>): Html {
  const goTo = values.ve
  return html`${hiddenField('step', state.step)}${hiddenField('v', String(version))}${goTo !== undefined && hiddenField('ve', goTo)}`
}
