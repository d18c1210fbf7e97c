import type { CastMember } from '../cast.ts'
import type { Device } from './device-certificates.ts'

export type UsbToken = Device & { kind: 'token'; label: string; pin: string }

/** The tokens of the cast of which it is known what is on them. */
export function usbTokensOf(members: readonly CastMember[]): UsbToken[] {
  return members.flatMap(owner =>
    owner.tokens.flatMap(token => {
      const order = owner.certificates?.[token.id]
      return order ? [{ kind: 'token' as const, ...token, owner, order }] : []
    }),
  )
}
