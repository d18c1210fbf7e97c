import { formatPhone, maskPhone } from '@motcua/identifiers/phone.ts'
import type { Html } from '@motcua/ui/html.ts'
import { digits } from '@motcua/ui/parts.ts'
import type { SimPending } from './pending.ts'

/** In full for whoever typed it, so that a mistake is seen; of a number that the account has, no more than its ends. */
export function shownPhone({ phone, from }: Pick<SimPending, 'phone' | 'from'>): Html {
  switch (from) {
    case 'typed':
      return digits(formatPhone(phone))
    case 'registered':
      return digits(maskPhone(phone))
  }
}
