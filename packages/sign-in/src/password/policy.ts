import { isCommon } from './common-passwords.ts'
import { absurdLength, longestPassword, normalisePassword } from './normalise.ts'
import { containsDateOfBirth, containsFullName, containsLoginName, containsNumber, type Person } from './personal.ts'

export type { Person }

/** What is wrong with a new password, in the order in which it is told. */
export type PasswordProblem =
  | 'too-short'
  | 'too-long'
  | 'no-lower-case'
  | 'no-upper-case'
  | 'no-digit'
  | 'no-special'
  | 'contains-login-name'
  | 'contains-name'
  | 'contains-number'
  | 'contains-date-of-birth'
  | 'too-common'

const SHORTEST = 8

/**
 * Everything that is wrong with a new password; an empty list when it may be used. At least 8 and at most 128 code
 * points with a lower-case and an upper-case letter (Vietnamese ones count), a digit and any other character (spaces
 * count), neither well known nor containing what is known of its person: login name, name, numbers, date of birth.
 */
export function passwordProblems(password: string, person: Person): PasswordProblem[] {
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
    'contains-login-name': containsLoginName(normal, person),
    'contains-name': containsFullName(normal, person),
    'contains-number': containsNumber(normal, person),
    'contains-date-of-birth': containsDateOfBirth(normal, person),
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
  'contains-name',
  'contains-number',
  'contains-date-of-birth',
  'too-common',
]
