import type { FieldError } from '../flow/flow.ts'
import type { Captchas } from './captcha.ts'

/** Checks the captcha of a submitted form, spending it; the problem to show, or undefined when it is right. */
export async function captchaProblem(
  { captchas }: { captchas: Captchas },
  fields: Record<string, string>,
): Promise<FieldError | undefined> {
  const typed = fields.captcha ?? ''
  if (typed.trim() === '') return { key: 'captcha.empty' }
  const checked = await captchas.check(fields.captchaId ?? '', typed)
  return checked === 'right' ? undefined : { key: `captcha.${checked}` }
}
