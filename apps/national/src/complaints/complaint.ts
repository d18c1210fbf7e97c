import { z } from 'zod'

/** How a case stands: đã tiếp nhận, đang xử lý, cần bổ sung, đã giải quyết. */
export const complaintStates = ['received', 'in-progress', 'needs-more', 'resolved'] as const
export type ComplaintState = (typeof complaintStates)[number]

/** What happened, as the complainant sees it. */
export const matters = ['opened-by-another', 'used-by-another', 'lost-phone', 'other'] as const
export type Matter = (typeof matters)[number]

/** What a complainant states, in canonical forms. At least one of phone and e-mail is there. */
export const statement = z.object({
  idNumber: z.string(),
  fullName: z.string(),
  matter: z.enum(matters),
  text: z.string(),
  /** E.164. */
  phone: z.string().optional(),
  email: z.string().optional(),
})
export type Statement = z.infer<typeof statement>

/** Which contact a code confirmed. */
export const contactChannels = ['phone', 'email'] as const
export type ContactChannel = (typeof contactChannels)[number]

/** The contact as limits count it: a mailbox without regard to case, in which its owner does not care. */
export function contactOf({ phone = '', email = '' }: Statement, channel: ContactChannel): string {
  return channel === 'phone' ? phone : email.toLowerCase()
}
