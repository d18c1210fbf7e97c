/** What keys that are bound to a site are bound to: its origin, its domain (WebAuthn's RP ID), and its name for people. */
export type Site = { origin: string; rpId: string; name: string }

/** The portal at the address its visitors use. */
export function siteOf(publicUrl: string): Site {
  const { origin, hostname } = new URL(publicUrl)
  return { origin, rpId: hostname, name: 'Một Cửa' }
}
