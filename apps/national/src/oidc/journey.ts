import type Provider from 'oidc-provider'
import type { Journey } from '../web.ts'
import { callbackOrigins, type RelyingParty } from './relying-parties.ts'

export type JourneyParts = { provider: Provider; relyingParties: RelyingParty[]; portalOrigins: string[] }

/**
 * Where somebody is going who must sign in first. Only the provider and the deep link lead out of this site, and
 * Chromium wants every origin on the way named in the page that holds the form.
 */
export async function journeyTo(
  { provider, relyingParties, portalOrigins }: JourneyParts,
  goTo: string | undefined,
): Promise<Journey> {
  if (goTo?.startsWith('/thu-tuc/nop')) return { formAction: portalOrigins }
  const uid = /^\/sso\/([A-Za-z0-9_-]{8,64})$/.exec(goTo ?? '')?.[1]
  const interaction = uid === undefined ? undefined : await provider.Interaction.find(uid)
  const party = relyingParties.find(one => one.clientId === interaction?.params.client_id)
  return party ? { formAction: callbackOrigins(party), towards: party.name } : { formAction: [] }
}
