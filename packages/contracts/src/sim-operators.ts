import { z } from 'zod'
import { mssFormats } from './mobile-signature.ts'

/**
 * The file that tells a portal of the operators with whom it has a contract for signing SIMs: a JSON array of these. Paths
 * are relative to the file. An operator knows the portal by its certificate (TLS client authentication), by its password
 * (`AP_PWD`), or by both.
 */
export const simOperator = z
  .strictObject({
    /** As the subscriber registry names it. */
    id: z.string().regex(/^[a-z][a-z0-9-]*$/),
    /** As people know it: `VinaPhone`. */
    name: z.string().min(1),
    /** Of the service; `mssPaths` lie below it. */
    url: z.url({ protocol: /^https?$/ }),
    apId: z.string().min(1),
    apPassword: z.string().min(1).optional(),
    format: z.enum(Object.keys(mssFormats) as [keyof typeof mssFormats]),
    /** The URI of the signature profile that the operator agreed to. */
    signatureProfile: z.string().min(1),
    /** Who vouches for the service's own certificate, in PEM; without it, the authorities that Node trusts. */
    ca: z.string().min(1).optional(),
    client: z.strictObject({ key: z.string().min(1), certificate: z.string().min(1) }).optional(),
  })
  .refine(
    ({ apPassword, client }) => apPassword !== undefined || client !== undefined,
    'needs a password or a certificate',
  )

export const simOperators = z
  .array(simOperator)
  .min(1)
  .refine(operators => new Set(operators.map(({ id }) => id)).size === operators.length, 'names an operator twice')

export type SimOperator = z.infer<typeof simOperator>
