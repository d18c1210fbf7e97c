import type { IdentityProviderId } from '@motcua/contracts/identity-providers.ts'
import type { Parts } from '../../parts.ts'
import type { IdentityProvider } from '../../upstream/identity-provider.ts'

/** What the steps of one provider's flow are made with. */
export type ProviderParts = { parts: Parts; id: IdentityProviderId; provider: IdentityProvider }
