import type { Parts } from '../../parts.ts'
import { maySubscriberBeAsked } from '../lookup-limits.ts'
import { type RegisterFlow, registerBy } from './by-registry.ts'
import { readDetails } from './details.ts'

/** Registration by mobile subscription, for citizens: the operators say whether the phone is registered to this person. */
export function registerByMobile(parts: Parts): RegisterFlow {
  return registerBy(parts, {
    kind: 'register-mobile',
    source: 'mobile-operator',
    read: readDetails,
    async confirm({ idNumber, fullName, dateOfBirth, phone }, { visitor }) {
      const error = await maySubscriberBeAsked(parts, { idNumber, phone, place: visitor.place })
      if (error) return { kind: 'refused', error }
      const subscriber = await parts.registry.confirm({ idNumber, fullName, dateOfBirth, phone })
      if (subscriber.kind === 'match')
        return { kind: 'confirmed', idNumbers: [idNumber], phoneSource: 'mobile-operator' }
      return { kind: 'refused', error: { key: `subscriber.${subscriber.kind}` } }
    },
  })
}
