import { z } from 'zod'

/**
 * What the registries that the portal asks have in common. They answer yes or no to what a person states. Access by
 * OAuth 2.0 client credentials (RFC 6749 §4.4), the client authenticated by HTTP Basic; bearer tokens (RFC 6750).
 * Paths are relative to the registry's own address.
 */
export const TOKEN_PATH = '/oauth2/token'
/** Carries a reference that both sides log, so that a call can be traced without naming a person. */
export const CORRELATION_HEADER = 'x-correlation-id'

/** The answer of the token endpoint (RFC 6749 §5.1). */
export const registryToken = z.object({
  access_token: z
    .string()
    .max(4096)
    .regex(/^[A-Za-z0-9._~+/-]+=*$/),
  token_type: z.string().regex(/^bearer$/i),
  /** Seconds from now. */
  expires_in: z.int().min(1).max(86_400),
})

/** What the token endpoint refuses with (RFC 6749 §5.2). */
export const registryTokenRefusal = z.object({
  error: z.enum(['invalid_request', 'invalid_client', 'unsupported_grant_type']),
})

/** CMND (9 digits) or CCCD (12 digits). */
export const citizenIdNumber = z.string().regex(/^([0-9]{9}|[0-9]{12})$/)

/** What a person states of themselves, to every registry alike. */
export const statedPerson = z.strictObject({
  /** International form of a Vietnamese number. */
  phone: z.string().regex(/^\+84[1-9][0-9]{8}$/),
  idNumber: citizenIdNumber,
  fullName: z
    .string()
    .min(1)
    .max(200)
    .regex(/^[^\p{Cc}]+$/u),
  /** `YYYY-MM-DD`. */
  dateOfBirth: z.iso.date(),
})

export type RegistryToken = z.infer<typeof registryToken>
export type RegistryTokenRefusal = z.infer<typeof registryTokenRefusal>
export type StatedPerson = z.infer<typeof statedPerson>
