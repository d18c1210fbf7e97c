import { type CastMember, international } from '../cast.ts'
import type { Device } from '../pki/device-certificates.ts'
import type { TokenCertificate } from '../pki/token-certificate.ts'
import type { SimCard } from './sim-card.ts'

/** A signing SIM in a persona's phone. `phone`: its number, `+84…`; `operator`: whose SIM it is, as `operatorId`. */
export type Sim = Device & { kind: 'sim'; phone: string; operator: string; pin: string; card: SimCard }

/** Whose certificates the operators put on their SIMs. */
const ordinary: Record<string, TokenCertificate> = {
  vinaphone: { by: 'vnpt' },
  viettel: { by: 'viettel' },
  mobifone: { by: 'bkav' },
}

/** The signing SIMs of the cast: those of the phones that have a PIN for one. */
export function simsOf(members: readonly CastMember[]): Sim[] {
  return members.flatMap(owner =>
    owner.phones.flatMap(({ number, operator: name, simPin: pin }) => {
      const operator = operatorId(name)
      const usual = ordinary[operator]
      if (pin === undefined || usual === undefined) return []
      const card = owner.sims?.[number] ?? {}
      const order = { ...usual, ...card.certificate }
      return [
        { kind: 'sim' as const, id: `sim-${number}`, phone: international(number), operator, pin, owner, card, order },
      ]
    }),
  )
}

/** An operator as registries and portals name it: `VinaPhone` is `vinaphone`. */
export function operatorId(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]+/g, '-')
}
