import type { AccountKind } from '../../../accounts/account.ts'
import { mayHave } from '../../../accounts/may-have.ts'

/** How somebody registers by a certificate: the method that introduces them, and where its pages are. */
export const certificateWays = [
  { way: 'usb', method: 'usb-token', path: '/dang-ky/usb-ky-so' },
  { way: 'sim', method: 'signing-sim', path: '/dang-ky/sim-ky-so' },
] as const
export type WayName = (typeof certificateWays)[number]['way']

/** Those that lead to an account of this kind. */
export function waysFor(subject: AccountKind) {
  return certificateWays.filter(({ method }) => mayHave(subject, method))
}

export const iconOf = { usb: 'usb', sim: 'card-sim' } as const satisfies Record<WayName, string>

const names = { citizen: 'cong-dan', enterprise: 'doanh-nghiep', agency: 'co-quan' } as const satisfies Record<
  AccountKind,
  string
>

/** Each kind of account has pages of its own below the way's. */
export function registerPath(path: string, subject: AccountKind): string {
  return `${path}/${names[subject]}`
}

/** Back to the ways of this kind of account; where the visitor wants to be goes with them. */
export function chooserPath(subject: AccountKind, goTo: string | undefined): string {
  return `/dang-ky?doi-tuong=${subject}${goTo === undefined ? '' : `&ve=${encodeURIComponent(goTo)}`}`
}
