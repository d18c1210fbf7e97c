import { decodeClientDataJSON } from '@simplewebauthn/server/helpers'

/** The library tells by throwing that an answer is not right, whatever is wrong with it. */
export async function verifiedOrNot<Outcome>(verifying: Promise<Outcome>): Promise<Outcome | undefined> {
  return verifying.catch(() => undefined)
}

/** Whether a right answer was given inside another site's page: ours are never framed (WebAuthn §7.1 step 10, §7.2 step 13). */
export function isFramed({ response }: { response: { clientDataJSON: string } }): boolean {
  const { crossOrigin, topOrigin } = decodeClientDataJSON(response.clientDataJSON)
  return crossOrigin === true || topOrigin !== undefined
}
