import type { AccountKind } from './account.ts'

/**
 * Who may have what (product rules, Accounts), by the ids of the methods. An organisation is there by its certificate
 * alone: a password or a phone would be somebody's, and nobody could tell whose.
 */
const ways: Record<Exclude<AccountKind, 'citizen'>, readonly string[]> = {
  enterprise: ['usb-token', 'signing-sim'],
  agency: ['usb-token'],
}

/** Whether accounts of this kind may prove themselves by this method. */
export function mayHave(kind: AccountKind, method: string): boolean {
  return kind === 'citizen' || ways[kind].includes(method)
}
