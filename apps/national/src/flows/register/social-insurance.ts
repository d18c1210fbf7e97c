import type { Parts } from '../../parts.ts'
import { mayInsuranceBeAsked } from '../lookup-limits.ts'
import { type RegisterFlow, registerBy } from './by-registry.ts'
import { readInsuredDetails } from './details.ts'

/**
 * Registration by social insurance, for citizens. Whoever states an old number has an account under the number that
 * social insurance holds as well: a person is one under all of them. A phone that social insurance does not hold is
 * merely stated, and recovers nothing until an operator confirms it.
 */
export function registerBySocialInsurance(parts: Parts): RegisterFlow {
  return registerBy(parts, {
    kind: 'register-social-insurance',
    source: 'social-insurance',
    read: readInsuredDetails,
    async confirm({ idNumber, fullName, dateOfBirth, phone, socialInsuranceNumber }, { visitor }) {
      const stated = { idNumber, phone, socialInsuranceNumber }
      const error = await mayInsuranceBeAsked(parts, { ...stated, place: visitor.place })
      if (error) return { kind: 'refused', error }
      const insured = await parts.socialInsurance.confirm({ ...stated, fullName, dateOfBirth })
      if (insured.kind !== 'match') return { kind: 'refused', error: { key: `insurance.${insured.kind}` } }
      const phoneSource = insured.phone === 'on-record' ? 'social-insurance' : 'self-asserted'
      return { kind: 'confirmed', idNumbers: [...new Set([...insured.idNumbers, idNumber])], phoneSource }
    },
  })
}
