import { z } from 'zod'

/** A relying party: a portal that lets people in by their national account. */
const relyingParty = z.object({
  clientId: z.string().min(1),
  clientSecret: z.string().min(32),
  name: z.string().min(1),
  homeUrl: z.url(),
  redirectUris: z.array(z.url()).min(1),
  postLogoutRedirectUris: z.array(z.url()),
})

export type RelyingParty = z.infer<typeof relyingParty>

/** The registered relying parties. @throws when the text is not such a list; secrets are not repeated. */
export function parseRelyingParties(text: string): RelyingParty[] {
  const parsed = z.array(relyingParty).safeParse(JSON.parse(text))
  if (!parsed.success)
    throw new Error(`unusable relying parties: ${parsed.error.issues.map(i => i.path.join('.')).join(', ')}`)
  return parsed.data
}

/** Where a form may end that leads to this relying party: the origins of its callbacks. */
export function callbackOrigins({ redirectUris }: Pick<RelyingParty, 'redirectUris'>): string[] {
  return [...new Set(redirectUris.map(uri => new URL(uri).origin))]
}
