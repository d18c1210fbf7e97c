import { z } from 'zod'
import type { Purpose } from '../steps/method.ts'
import { simFailures } from '../upstream/sim-signing.ts'

/** A page waits so long for a phone, in seconds (product rules, Limits). */
export const PROMPT_SECONDS = 120

const bytes = z.codec(
  z.base64(),
  z.custom<Uint8Array>(each => each instanceof Uint8Array),
  {
    decode: text => Buffer.from(text, 'base64'),
    encode: plain => Buffer.from(plain).toString('base64'),
  },
)

const signature = z.discriminatedUnion('format', [
  z.object({ format: z.literal('cms'), signedData: bytes }),
  z.object({ format: z.literal('pkcs1'), value: bytes, certificate: bytes }),
])

const outcome = z.union([z.object({ kind: z.literal('signed'), signature }), z.object({ kind: z.enum(simFailures) })])
export type PromptOutcome = z.infer<typeof outcome>

/** What is sealed of a prompt. */
export const promptContent = z.object({
  /** `+84…`. */
  phone: z.string(),
  code: z.string(),
  displayed: z.string(),
  nonce: z.string(),
  /** From where it was asked for; `knownBrowser` where an account with this SIM knows the browser. */
  place: z.string(),
  knownBrowser: z.string().optional(),
  transaction: z.object({ operator: z.string(), id: z.string(), phone: z.string() }).optional(),
  /** Since when nobody could say how it stands, in milliseconds of the clock. */
  silentSince: z.number().optional(),
  outcome: outcome.optional(),
})
export type PromptContent = z.infer<typeof promptContent>

/** A prompt to a SIM: who asked for what, and what came of it. */
export type SimPrompt = PromptContent & {
  id: string
  browser: Buffer
  purpose: Purpose
  accountId: string | undefined
  createdAt: Date
  expiresAt: Date
}
