import type { NationalPerson } from './claims.ts'

/** What is kept here, sealed, between leaving for the national portal and coming back (RFC 6749 §10.12, RFC 7636, OIDC Core §3.1.2.1). */
export type SignInSecrets = { state: string; nonce: string; codeVerifier: string }

/** A person as the national portal vouches for them, with the id token that later ends the session there. */
export type Identified = { issuer: string; subject: string; person: NationalPerson; idToken: string }

export type Completion =
  | { kind: 'identified'; identified: Identified }
  /** The person said no there (`access_denied`). */
  | { kind: 'declined' }
  /** The answer proves nothing: forged, replayed, for another request, or by other rules than agreed. */
  | { kind: 'refused'; because: string }
  /** Signed in, but with less assurance than was asked for. */
  | { kind: 'too-weak' }
  /** Signed in, but not as somebody this portal can serve yet. */
  | { kind: 'unusable'; because: 'not-a-citizen' | 'incomplete' }
  | { kind: 'unavailable' }

/** The national portal, as far as this portal needs it. */
export type NationalIdentity = {
  /** Which provider vouches: part of every link. */
  issuer: string
  /** Where to send the visitor to sign in. */
  begin(): Promise<{ kind: 'begun'; url: string; secrets: SignInSecrets } | { kind: 'unavailable' }>
  /** Turns the query that came back into a person. Asks the portal, so it may be unavailable. */
  complete(query: string, secrets: SignInSecrets): Promise<Completion>
  /** Where the visitor ends the session there as well (OpenID Connect RP-Initiated Logout). */
  signOutUrl(idToken: string): Promise<{ kind: 'found'; url: string } | { kind: 'unavailable' }>
}
