import type { IconName } from '@motcua/ui/icons.ts'
import type { AccountKind } from '../accounts/account.ts'

/** What stands for an organisation where a person has the first letter of their name. */
export function pictureOf(kind: AccountKind): IconName | undefined {
  const pictures = { citizen: undefined, enterprise: 'building-2', agency: 'landmark' } as const
  return pictures[kind]
}
