import type { Cryptoki } from './cryptoki.ts'
import { openLibrary } from './cryptoki-library.ts'
import { loadKoffi } from './koffi.ts'
import { slotOffers } from './pkcs11-offers.ts'
import { signOnToken } from './pkcs11-signing.ts'
import type { Listing, Offer, Signed, Signing } from './token.ts'

/** What the agent asks of the process that holds a PKCS#11 library, and its answers; each answer carries its number. */
export type ToLibrary = { number: number; ask: { kind: 'list' } | { kind: 'sign'; signing: Signing } }
export type FromLibrary = { number: number; answer: Listing | Signed }

type Opened = { kind: 'opened'; cryptoki: Cryptoki } | { kind: 'failed'; because: string }

/**
 * Holds one PKCS#11 library in a process of its own, because such libraries hang and crash, and would take the agent
 * with them. Serves whoever started it until they hang up.
 */
export async function serveLibrary(path: string): Promise<void> {
  const opened = await open(path)
  process.on('message', (asked: ToLibrary) => {
    process.send?.({ number: asked.number, answer: answerTo(opened, asked.ask) } satisfies FromLibrary)
  })
  process.once('disconnect', () => {
    if (opened.kind === 'opened') opened.cryptoki.finalize()
    process.exit()
  })
  // Ctrl-C reaches the whole group; the agent hangs up when it is done.
  process.on('SIGINT', () => undefined)
}

async function open(path: string): Promise<Opened> {
  const koffi = await loadKoffi()
  if (!koffi) return { kind: 'failed', because: 'koffi is not installed' }
  try {
    return { kind: 'opened', cryptoki: openLibrary(koffi, path) }
  } catch (error) {
    return { kind: 'failed', because: messageOf(error) }
  }
}

function answerTo(opened: Opened, ask: ToLibrary['ask']): Listing | Signed {
  switch (ask.kind) {
    case 'list':
      return listingOf(opened)
    case 'sign':
      return signedBy(opened, ask.signing)
  }
}

function listingOf(opened: Opened): Listing {
  if (opened.kind === 'failed') return opened
  try {
    return { kind: 'listed', offers: slotOffers(opened.cryptoki).map(withoutSlot) }
  } catch (error) {
    return { kind: 'failed', because: messageOf(error) }
  }
}

function signedBy(opened: Opened, signing: Signing): Signed {
  if (opened.kind === 'failed') return { kind: 'failed', because: 'device', detail: opened.because }
  try {
    return signOnToken(opened.cryptoki, signing)
  } catch (error) {
    return { kind: 'failed', because: 'device', detail: messageOf(error) }
  } finally {
    signing.pin?.fill(0)
  }
}

function withoutSlot({ id, certificate, token }: Offer): Offer {
  return { id, certificate, token }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
