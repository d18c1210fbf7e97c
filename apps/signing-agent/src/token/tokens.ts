import type { Offer, Signed, Signing, TokenSource } from './token.ts'

/** Everything the agent can sign with, and what could not be looked at. */
export type Everything = { offers: Offer[]; troubles: { source: string; because: string }[] }

export type Tokens = {
  list(): Promise<Everything>
  sign(signing: Signing): Promise<Signed>
  close(): Promise<void>
}

/**
 * All sources as one. A token that two libraries see is offered once, by the first of them: that is its vendor's own
 * (module-paths.ts). Whoever offered a certificate is asked to sign with it.
 */
export function allTokens(sources: TokenSource[]): Tokens {
  const offeredBy = new Map<string, TokenSource>()

  async function list(): Promise<Everything> {
    const listings = await Promise.all(sources.map(async source => ({ source, listing: await source.list() })))
    const everything: Everything = { offers: [], troubles: [] }
    const seen = new Set<string>()
    for (const { source, listing } of listings) {
      if (listing.kind === 'failed') everything.troubles.push({ source: source.name, because: listing.because })
      else {
        for (const offer of listing.offers.filter(each => isNew(seen, each))) {
          offeredBy.set(offer.id, source)
          everything.offers.push(offer)
        }
      }
    }
    return everything
  }

  return {
    list,
    sign: async signing => (await offeredBy.get(signing.id)?.sign(signing)) ?? { kind: 'removed' },
    close: async () => void (await Promise.all(sources.map(source => source.close()))),
  }
}

/** A file and a token with the same certificate are two places. */
function isNew(seen: Set<string>, { id, certificate, token }: Offer): boolean {
  const key = certificate && token.kind === 'usb' ? certificate.toString('base64') : id
  if (seen.has(key)) return false
  seen.add(key)
  return true
}
