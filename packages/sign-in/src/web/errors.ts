import { type ErrorLine, errorSummary } from '@motcua/ui/error-summary.ts'
import type { Html } from '@motcua/ui/html.ts'
import { type Both, type Language, sayIn } from '@motcua/ui/words.ts'
import type { Errors, FieldError } from '../flow/flow.ts'

/** Turns a step's errors into words: one by field, and all of them above the form. A key without a message is a bug. */
export function errorWords<K extends string>(language: Language, messages: Both<K>, errors: Errors) {
  const say = sayIn(language, messages)
  const words = (error: FieldError): Html => {
    if (!(error.key in messages.vi)) throw new Error(`no message for the error ${error.key}`)
    return say(error.key as K, error.values)
  }
  const lines = Object.entries(errors).map(
    ([field, error]): ErrorLine => ({ text: words(error), field: field === 'form' ? undefined : field }),
  )
  return {
    of: (field: string): Html | undefined => (errors[field] ? words(errors[field]) : undefined),
    summary: errorSummary(language, lines),
    count: lines.length,
  }
}
