import { isCommon } from './common-passwords.ts'
import { withoutMarks } from './folding.ts'
import { absurdLength, longestPassword, normalisePassword } from './normalise.ts'

/** What is wrong with a new password, in the order in which it is told. */
export type PasswordProblem =
  | 'too-short'
  | 'too-long'
  | 'no-lower-case'
  | 'no-upper-case'
  | 'no-digit'
  | 'no-special'
  | 'contains-login-name'
  | 'too-common'

const SHORTEST = 8

/** Shorter names turn up in passwords by chance. */
const TELLING_NAME = 4

/**
 * Everything that is wrong with a new password; an empty list when it may be used. At least 8 and at most 128 code
 * points with a lower-case and an upper-case letter (Vietnamese ones count), a digit and any other character (spaces
 * count), neither well known nor containing the login name, in whichever case, with or without diacritics.
 */
export function passwordProblems(password: string, { loginName }: { loginName: string }): PasswordProblem[] {
  if (password.length >= absurdLength) return ['too-long']
  const normal = normalisePassword(password)
  const length = [...normal].length
  const found: Record<PasswordProblem, boolean> = {
    'too-short': length < SHORTEST,
    'too-long': length > longestPassword,
    'no-lower-case': !/\p{Ll}/u.test(normal),
    'no-upper-case': !/\p{Lu}/u.test(normal),
    'no-digit': !/\p{Nd}/u.test(normal),
    'no-special': !/[^\p{L}\p{M}\p{Nd}]/u.test(normal),
    'contains-login-name': containsName(normal, loginName),
    'too-common': length <= longestPassword && isCommon(normal),
  }
  return problems.filter(problem => found[problem])
}

const problems: readonly PasswordProblem[] = [
  'too-short',
  'too-long',
  'no-lower-case',
  'no-upper-case',
  'no-digit',
  'no-special',
  'contains-login-name',
  'too-common',
]

/** The name, or of an e-mail address also the part before the @. */
function containsName(password: string, loginName: string): boolean {
  const folded = withoutMarks(password)
  const name = withoutMarks(normalisePassword(loginName)).trim()
  const [local = ''] = name.split('@')
  return (
    (name !== '' && folded === name) ||
    [name, local].some(part => [...part].length >= TELLING_NAME && folded.includes(part))
  )
}
