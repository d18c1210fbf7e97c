import type { IdentityProviderId } from '@motcua/contracts/identity-providers.ts'
import { type Language, plain } from '@motcua/ui/words.ts'
import { messages } from './messages.ts'

/** What people call the provider. */
export function providerName(id: IdentityProviderId, language: Language): string {
  return plain(language, messages)(`provider.name-${id}`)
}
