/** What the person is doing; the SMS names it, and each purpose has counters of its own. */
export const otpPurposes = [
  ...(['register', 'sign-in', 'recover-password', 'confirm-phone'] as const),
  ...(['change-phone', 'link', 'add-method', 'complaint'] as const),
] as const
/** Codes for these go by mail: what is called a phone below is then a mail address. Rules and limits are the same. */
export const mailedOtpPurposes = ['confirm-email'] as const
export type OtpPurpose = (typeof otpPurposes)[number] | (typeof mailedOtpPurposes)[number]

/** Whether codes for this purpose go by mail. */
export function isMailed(purpose: OtpPurpose): boolean {
  return mailedOtpPurposes.some(one => one === purpose)
}

/** For these anybody may name any phone: nothing was matched or proved before. Pumping SMS begins here. */
export const toAnyone: readonly OtpPurpose[] = ['complaint', 'confirm-email']

export type OtpRequest = {
  purpose: OtpPurpose
  /** E.164, a Vietnamese mobile number; or a mail address where the purpose is one of `mailedOtpPurposes`. */
  phone: string
  /** Whom sends and wrong codes count for: an account, or the ID number of a person without one. */
  subject: string
  flowId: string
  place: string
  /** The name of the visitor's browser if the account knows it (`knownBrowser`): it has limits of its own. */
  browser?: string | undefined
}

export type OtpRefusal =
  | { kind: 'refused'; reason: 'too-soon'; seconds: number }
  /** `sms-ceiling`: not this person's doing; so many codes are asked for that sending them looks like pumping. */
  | { kind: 'refused'; reason: 'too-many-sent' | 'too-many-wrong' | 'sms-ceiling'; until: Date }
  /** This flow's tries are spent: another code would be of no use in it. */
  | { kind: 'refused'; reason: 'used-up' }
