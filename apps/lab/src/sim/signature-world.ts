import type { Clock } from '@motcua/kit/clock.ts'
import type { Devices } from '../devices/devices.ts'
import { type Handsets, handsets } from './handsets.ts'
import { type Mischiefs, mischiefs } from './mischief.ts'
import type { SigningParts } from './signing.ts'
import { type Transactions, transactions } from './transactions.ts'

/** SIMs in their phones, and the transactions of the services that have them sign. */
export type SignatureWorld = {
  handsets: Handsets
  transactions: Transactions
  mischiefs: Mischiefs
  /** Puts another SIM of the same person into the phone. False where it has no signing SIM. */
  replace(phone: string): Promise<boolean>
}

export type SignatureParts = SigningParts & { devices: Devices; clock: Clock }

export function signatureWorld({ devices, ...parts }: SignatureParts): SignatureWorld {
  const changed = (phone: string) => devices.tell({ kind: 'phone', address: phone })
  const phones = handsets({ sims: parts.pki.sims, clock: parts.clock, changed })
  const mischief = mischiefs()
  return {
    handsets: phones,
    mischiefs: mischief,
    transactions: transactions({ ...parts, handsets: phones, mischiefs: mischief }),
    replace: async phone => {
      if ((await parts.pki.replaceSim(phone)) === undefined) return false
      await phones.unblock(phone)
      return true
    },
  }
}
