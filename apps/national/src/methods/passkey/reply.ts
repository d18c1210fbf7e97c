import { z } from 'zod'
import { base64url, credentialId, transports } from './credential.ts'

/** Far above what browsers send for keys of the algorithms we take. */
const MOST_CHARACTERS = 16 * 1024

const clientDataJSON = base64url(2048)

const common = { id: credentialId, rawId: credentialId, type: z.literal('public-key') }

const assertion = z.object({
  ...common,
  response: z.object({
    clientDataJSON,
    authenticatorData: base64url(1024),
    signature: base64url(1024),
    userHandle: base64url(64).nullish(),
  }),
})
/** What a device answers to a challenge (WebAuthn §5.1.8, AuthenticationResponseJSON). */
export type Assertion = z.infer<typeof assertion>

const creation = z.object({
  ...common,
  response: z.object({ clientDataJSON, attestationObject: base64url(8192), transports }),
})
/** What a device answers when it has made a key (WebAuthn §5.1.8, RegistrationResponseJSON). */
export type Creation = z.infer<typeof creation>

export type Parsed<Reply> = { kind: 'ok'; reply: Reply } | { kind: 'missing' } | { kind: 'malformed' }

export const parseAssertion = parserOf(assertion)
export const parseCreation = parserOf(creation)

/** Of the form's field only what is checked is kept; further members, which browsers add freely, are left out. */
function parserOf<Reply>(schema: z.ZodType<Reply>) {
  return (field: string | undefined): Parsed<Reply> => {
    if (field === undefined || field === '') return { kind: 'missing' }
    if (field.length > MOST_CHARACTERS) return { kind: 'malformed' }
    const parsed = schema.safeParse(jsonOf(field))
    return parsed.success ? { kind: 'ok', reply: parsed.data } : { kind: 'malformed' }
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
