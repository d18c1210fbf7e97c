import { provinceCatalogue } from '@motcua/contracts/province-catalogue.ts'
import type { CatalogueAnswer, CatalogueSource } from './catalogue-source.ts'

export type CatalogueHttpOptions = { timeoutMs: number; maxBytes: number }

const defaults: CatalogueHttpOptions = { timeoutMs: 10_000, maxBytes: 32 * 1024 * 1024 }

/**
 * Reads a province's published catalogue (contracts/openapi/province-catalogue.json). One attempt: the next round of
 * the synchronisation is the retry. Redirects are not followed, since the address is the administrator's word.
 */
export function catalogueHttp(options: Partial<CatalogueHttpOptions> = {}): CatalogueSource {
  const { timeoutMs, maxBytes } = { ...defaults, ...options }
  return async (url, held) => {
    try {
      const headers: Record<string, string> = { accept: 'application/json' }
      if (held !== undefined) headers['if-none-match'] = `"${held}"`
      const response = await fetch(url, { headers, redirect: 'error', signal: AbortSignal.timeout(timeoutMs) })
      return await answerOf(response, { held, maxBytes })
    } catch (error) {
      return { kind: 'unavailable', cause: causeOf(error) }
    }
  }
}

type Terms = { held: string | undefined; maxBytes: number }

async function answerOf(response: Response, { held, maxBytes }: Terms): Promise<CatalogueAnswer> {
  if (response.status === 304 && held !== undefined) return { kind: 'unchanged' }
  if (response.status !== 200) {
    await response.body?.cancel()
    return { kind: 'unavailable', cause: `status ${response.status}` }
  }
  const body = await bodyOf(response, maxBytes)
  return body === undefined ? { kind: 'garbage', cause: `more than ${maxBytes} bytes` } : parsed(body)
}

/** The body, or undefined when it is longer than allowed: a province must not be able to fill our memory. */
async function bodyOf(response: Response, maxBytes: number): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of response.body ?? []) {
    length += chunk.byteLength
    if (length > maxBytes) return undefined
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

function parsed(body: Uint8Array): CatalogueAnswer {
  try {
    const json: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body))
    const reading = provinceCatalogue.safeParse(json)
    if (reading.success) return { kind: 'changed', catalogue: reading.data }
    const [first] = reading.error.issues
    return { kind: 'garbage', cause: `${first?.path.join('.')}: ${first?.message}` }
  } catch (error) {
    return { kind: 'garbage', cause: causeOf(error) }
  }
}

function causeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown'
  const { cause } = error
  return cause instanceof Error ? `${error.message}: ${cause.message}` : error.message
}
