import type { Sealer } from '@motcua/kit/sealing.ts'

/** What a captcha's id holds. The nonce also decides how the captcha looks and sounds. */
export type CaptchaToken = { answer: string; expiresAt: Date; nonce: Buffer }

export const nonceBytes = 16

const CONTEXT = 'captcha'

/** Ids are some 120 characters long; longer ones are not even opened. */
const LONGEST_ID = 512

/** Seals a captcha into its id, a URL-safe text. */
export function sealToken(sealer: Sealer, { answer, expiresAt, nonce }: CaptchaToken): string {
  return sealer.seal(`${answer}.${expiresAt.getTime().toString(36)}.${nonce.toString('base64url')}`, CONTEXT)
}

/** Opens an id; undefined for anything that this deployment did not seal as a captcha. */
export function openToken(sealer: Sealer, id: string): CaptchaToken | undefined {
  if (id.length > LONGEST_ID) return undefined
  const [answer, expiry, nonce] = sealer.unseal(id, CONTEXT)?.split('.') ?? []
  if (!answer || !expiry || !nonce) return undefined
  return { answer, expiresAt: new Date(Number.parseInt(expiry, 36)), nonce: Buffer.from(nonce, 'base64url') }
}
