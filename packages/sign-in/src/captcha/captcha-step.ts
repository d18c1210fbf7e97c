import type { Errors, FieldError } from '../flow/flow.ts'
import type { Captchas } from './captcha.ts'

/** Checks the captcha of a submitted form, spending it; the problem to show, or undefined when it is right. */
export async function captchaProblem(
  { captchas }: { captchas: Captchas },
  fields: Record<string, string>,
): Promise<FieldError | undefined> {
  const { captcha: missing } = captchaMissing(fields)
  if (missing) return missing
  const checked = await captchas.check(fields.captchaId ?? '', fields.captcha ?? '')
  return checked === 'right' ? undefined : { key: `captcha.${checked}` }
}

/** A captcha left empty, told together with what else is wrong; nothing is spent. */
export function captchaMissing(fields: Record<string, string>): Errors {
  return (fields.captcha ?? '').trim() === '' ? { captcha: { key: 'captcha.empty' } } : {}
}
