import { z } from 'zod'

/** What a verified certificate says of its holder: chain, validity, use and revocation have been checked before. */
export const certified = z.object({
  /** Which of the two roots vouches. */
  authority: z.enum(['national', 'government']),
  subject: z.object({
    commonName: z.string().optional(),
    organization: z.string().optional(),
    title: z.string().optional(),
    email: z.string().optional(),
    idNumbers: z.array(z.string()),
    passportNumbers: z.array(z.string()),
    taxCodes: z.array(z.string()),
    budgetCodes: z.array(z.string()),
    unreadable: z.boolean(),
  }),
  /** *Tên CA*: the issuer's common name. */
  issuer: z.string(),
  /** Hexadecimal. */
  serialNumber: z.string(),
  /** *Ngày hiệu lực*, *Ngày hết hạn*: ISO 8601 instants. */
  validFrom: z.iso.datetime(),
  validTo: z.iso.datetime(),
  /** `+84…`: the number of the SIM that holds its key, where one does. */
  phone: z.string().optional(),
})
export type Certified = z.infer<typeof certified>

/** What was verified of the holder when a certificate was registered, as its handle keeps it; any other handle is a bug. */
export function keptCertificate({ detail }: { detail?: string | undefined }): Certified {
  return certified.parse(JSON.parse(detail ?? ''))
}
