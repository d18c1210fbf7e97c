import type { AccountKind } from '../../../accounts/account.ts'

/** How somebody registers by a certificate: the method that introduces them, and where its pages are. */
export const certificateWays = [{ way: 'usb', method: 'usb-token', path: '/dang-ky/usb-ky-so' }] as const
export type WayName = (typeof certificateWays)[number]['way']

const names = { citizen: 'cong-dan', enterprise: 'doanh-nghiep', agency: 'co-quan' } as const satisfies Record<
  AccountKind,
  string
>

/** Each kind of account has pages of its own below the way's. */
export function registerPath(path: string, subject: AccountKind): string {
  return `${path}/${names[subject]}`
}
