import type { IdentityProviderId } from '@motcua/contracts/identity-providers.ts'
import { z } from 'zod'

const contact = z.object({ value: z.string(), verified: z.boolean() })

/** A person as an identity provider vouches for them: checked by it in person, in this project's canonical forms. */
export const providerIdentity = z.object({
  /** Who this is at this issuer, for ever and under every name and number (OIDC Core §2, `sub`). */
  subject: z.string(),
  fullName: z.string(),
  /** `YYYY-MM-DD`. */
  dateOfBirth: z.string(),
  sex: z.enum(['male', 'female']).optional(),
  idNumber: z.string(),
  /** The number of the card before this one. */
  previousIdNumber: z.string().optional(),
  /** `+84…`. */
  phone: contact.optional(),
  email: contact.optional(),
  /** How they proved themselves there, now (RFC 8176). */
  methods: z.array(z.string()),
  factors: z.enum(['one', 'two']),
})
export type ProviderIdentity = z.infer<typeof providerIdentity>

/** What is kept here, sealed, between leaving and coming back (RFC 6749 §10.12, RFC 7636, OIDC Core §3.1.2.1). */
export const pendingSignIn = z.object({ state: z.string(), nonce: z.string(), verifier: z.string() })
export type PendingSignIn = z.infer<typeof pendingSignIn>

export type ProviderRefusal =
  /** Nobody has checked this person's papers yet. */
  | 'unverified'
  /** An organisation's account. */
  | 'not-a-citizen'
  /** Younger than the age of the identity card. */
  | 'too-young'
  /** Name, number or date of birth is missing, out of form, or contradicts the others. */
  | 'incomplete'
  /** The answer proves nothing: forged, replayed, signed by a stranger, or for another request. */
  | 'not-believed'

export type ProviderAnswer =
  | { kind: 'identified'; person: ProviderIdentity }
  /** The person said no there. */
  | { kind: 'cancelled' }
  | { kind: 'refused'; reason: ProviderRefusal }
  | { kind: 'unavailable' }

/** Somebody else who knows citizens and signs them in: Vietnam Post, VNeID. */
export type IdentityProvider = {
  /** Subjects are its own: at another issuer the same one is somebody else. */
  issuer: string
  /** Where its pages are: forms that lead there must be allowed to (CSP `form-action`). */
  origin: string
  /** Where to send the visitor. `state` comes back with them; it must be unguessable. */
  begin(state: string): Promise<{ kind: 'begun'; url: string; pending: PendingSignIn } | { kind: 'unavailable' }>
  /** Turns what came back into a person. A code is good once, so this must not be repeated. */
  complete(pending: PendingSignIn, parameters: Record<string, string>): Promise<ProviderAnswer>
}

/** Those that are configured. */
export type IdentityProviders = Partial<Record<IdentityProviderId, IdentityProvider>>
