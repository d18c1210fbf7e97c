import { INSURED_CONFIRMATIONS_PATH, insuranceRefusal, insuredVerdict } from '@motcua/contracts/social-insurance.ts'
import { type RegistryOptions, registryHttp } from './registry-http.ts'
import type { InsuredAnswer, InsuredQuestion, SocialInsurance } from './social-insurance.ts'

/** Asks the registry of social insurance over HTTP (contracts/openapi/social-insurance.json). */
export function socialInsuranceHttp(options: RegistryOptions): SocialInsurance {
  return {
    confirm: registryHttp<InsuredQuestion, InsuredAnswer>(options, {
      upstream: 'social-insurance',
      path: INSURED_CONFIRMATIONS_PATH,
      read: json => {
        const verdict = insuredVerdict.safeParse(json).data
        if (verdict?.result !== 'match') return verdict && { kind: 'mismatch' }
        return { kind: 'match', idNumbers: verdict.idNumbers, phone: verdict.phone }
      },
      isAwayBehind: json => insuranceRefusal.safeParse(json).data?.error === 'office-unavailable',
    }),
  }
}
