import type { AccountKind } from '../../accounts/account.ts'

export const subjects = ['citizen', 'enterprise', 'agency'] as const satisfies readonly AccountKind[]

/** For whom one registers, as it stands in addresses (`doi-tuong`); a citizen where it says nothing. */
export function subjectOf(text: string | undefined): AccountKind {
  return subjects.find(one => one === text) ?? 'citizen'
}
