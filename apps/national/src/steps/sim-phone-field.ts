import { textField } from '@motcua/ui/fields.ts'
import type { Content, Html } from '@motcua/ui/html.ts'
import { type Language, sayIn } from '@motcua/ui/words.ts'
import { messages } from './messages.ts'

export type SimPhone = { value: string | undefined; error: Content | undefined }

/** The one field that a request to a signing SIM begins with: `phone`, in any spelling. */
export function simPhoneField(language: Language, { value, error }: SimPhone): Html {
  const say = sayIn(language, messages)
  return textField(language, {
    ...{ name: 'phone', value, error, required: true, digits: true },
    ...{ label: say('sim-phone.label'), hint: say('sim-phone.hint'), maxlength: 24 },
    ...{ type: 'tel', inputmode: 'tel', autocomplete: 'tel' },
  })
}
