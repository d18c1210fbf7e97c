import type { CDPSession } from 'playwright-core'
import type { Visit } from './visit.ts'

/** A device with fingerprint reader that a page finds built in, and what a test may do to it. */
export type Authenticator = {
  credentials(): Promise<number>
  /** Whether whoever holds it is the one it knows, and whether they touch it at all. */
  person(is: { verified?: boolean; present?: boolean }): Promise<void>
}

/** Chromium's virtual authenticator (WebAuthn §11.3), in the browser of this visit. */
export async function authenticatorOf({ context, page }: Visit): Promise<Authenticator> {
  const cdp: CDPSession = await context.newCDPSession(page)
  await cdp.send('WebAuthn.enable', { enableUI: false })
  const { authenticatorId } = await cdp.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      ...{ protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true },
      ...{ isUserVerified: true, automaticPresenceSimulation: true },
    },
  })
  return {
    async credentials() {
      return (await cdp.send('WebAuthn.getCredentials', { authenticatorId })).credentials.length
    },
    async person({ verified = true, present = true }) {
      await cdp.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: verified })
      await cdp.send('WebAuthn.setAutomaticPresenceSimulation', { authenticatorId, enabled: present })
    },
  }
}
