import { createHash } from 'node:crypto'
import { policy } from './policy.ts'
import { termsOfService } from './terms-of-service.ts'

export { policy, termsOfService }

export type AcceptedText = { document: string; version: string; textHash: string }

/** What a registration accepts today: both documents with their version and the SHA-256 of the Vietnamese text. */
export function currentTerms(): AcceptedText[] {
  return [termsOfService, policy].map(text => ({
    document: text.document,
    version: text.version,
    textHash: createHash('sha256').update(JSON.stringify(text.texts.vi)).digest('hex'),
  }))
}
