import { type ErrorLine, errorSummary } from '@motcua/ui/error-summary.ts'
import type { Html } from '@motcua/ui/html.ts'
import { type Both, type Language, sayIn } from '@motcua/ui/words.ts'
import type { Errors, FieldError } from '../flow/flow.ts'

/** Turns a step's errors into words: one by field, and all of them above the form. A key without a message is a bug. */
export function errorWords<K extends string>(language: Language, messages: Both<K>, errors: Errors) {
  const say = sayIn(language, messages)
  const words = (error: FieldError): Html => {
    if (!(error.key in messages.vi)) throw new Error(`no message for the error ${error.key}`)
    return say(error.key as K, withWait(language, error.values))
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

/** Nobody reckons with 1422 minutes: from two hours on, `{wait}` is told in hours, rounded up. */
function withWait(language: Language, values: FieldError['values']): FieldError['values'] {
  const minutes = values?.minutes
  if (typeof minutes !== 'number') return values
  const [count, unit] = minutes < 120 ? ([minutes, 'minutes'] as const) : ([Math.ceil(minutes / 60), 'hours'] as const)
  return { ...values, wait: `${count} ${units[language][unit]}` }
}

const units = { vi: { minutes: 'phút', hours: 'giờ' }, en: { minutes: 'min', hours: 'hours' } }
