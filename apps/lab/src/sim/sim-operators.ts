import type { MssFormat, MssStatus } from '@motcua/contracts/mobile-signature.ts'

/** The operators whose signature services run here. They differ as real ones do, and clients must take both. */
export const simServiceIds = ['vinaphone', 'viettel'] as const
export type SimServiceId = (typeof simServiceIds)[number]

export type SimService = {
  name: string
  format: MssFormat
  profile: string
  /** How it knows the portal. */
  access: 'certificate' | 'password'
  /** How it tells that a transaction ended without a signature. */
  failures: 'fault' | 'status'
  /** What it says with a signature: that there is one, or that it found it right. */
  signed: Extract<MssStatus, 500 | 502>
}

export const simServices: Record<SimServiceId, SimService> = {
  vinaphone: {
    ...{ name: 'VinaPhone', format: 'cms', profile: 'http://mss.vinaphone.example/profiles/sim-signature' },
    ...{ access: 'certificate', failures: 'fault', signed: 502 },
  },
  viettel: {
    ...{ name: 'Viettel', format: 'pkcs1', profile: 'http://mss.viettel.example/profiles/sim-signature' },
    ...{ access: 'password', failures: 'status', signed: 500 },
  },
}
