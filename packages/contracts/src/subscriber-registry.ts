import { z } from 'zod'

/**
 * The subscriber registry of the mobile operators: is this number registered to this person? It answers yes or no
 * and hands nothing out. Access by OAuth 2.0 client credentials (RFC 6749 §4.4), the client authenticated by
 * HTTP Basic; bearer tokens (RFC 6750). Paths are relative to the registry's own address.
 */
export const TOKEN_PATH = '/oauth2/token'
export const CONFIRMATIONS_PATH = '/v1/confirmations'
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

export const subscriberQuestion = z.strictObject({
  /** International form of a Vietnamese number. */
  phone: z.string().regex(/^\+84[1-9][0-9]{8}$/),
  /** CMND (9 digits) or CCCD (12 digits). */
  idNumber: z.string().regex(/^([0-9]{9}|[0-9]{12})$/),
  fullName: z
    .string()
    .min(1)
    .max(200)
    .regex(/^[^\p{Cc}]+$/u),
  /** `YYYY-MM-DD`. */
  dateOfBirth: z.iso.date(),
})

/** `unknown-number`: no operator has such a subscription. Which datum disagrees in a mismatch is never told. */
export const subscriberVerdict = z.object({ result: z.enum(['match', 'mismatch', 'unknown-number']) })

/** `operator-unavailable` (503): the registry is well, the number's operator does not answer it. */
export const registryRefusal = z.object({
  error: z.enum(['invalid-request', 'invalid-token', 'operator-unavailable']),
})

export type RegistryToken = z.infer<typeof registryToken>
export type RegistryTokenRefusal = z.infer<typeof registryTokenRefusal>
export type SubscriberQuestion = z.infer<typeof subscriberQuestion>
export type SubscriberVerdict = z.infer<typeof subscriberVerdict>
export type RegistryRefusal = z.infer<typeof registryRefusal>

export const exampleQuestion: SubscriberQuestion = {
  phone: '+84828114088',
  idNumber: '030190004517',
  fullName: 'Nguyễn Thị Thu Hà',
  dateOfBirth: '1990-08-12',
}
export const exampleVerdict: SubscriberVerdict = { result: 'match' }
