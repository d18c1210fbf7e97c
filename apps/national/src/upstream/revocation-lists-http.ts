import { after, type Clock } from '@motcua/kit/clock.ts'
import { judgeCrl } from '@motcua/pki/crl.ts'
import type { Revocation as Said } from '@motcua/pki/revocation.ts'
import type { RevocationQuestion } from './revocation.ts'
import { type Got, type SourceOptions, sources, undetermined } from './revocation-sources-http.ts'

const MOST_LIST_BYTES = 20 * 1024 * 1024
/** An authority may publish a new list long before the old one ends: for so long nobody looks. */
const HELD_SECONDS = 5 * 60
/** Each may be as large as above. */
const MOST_HELD = 8

type Held = { bytes: Buffer; until: Date }
type Options = Omit<SourceOptions, 'kind' | 'mostBytes'> & { clock: Clock }

/**
 * The lists that authorities publish (CRL, RFC 5280 §5): each fetched once for all who wait for it, and held while it is
 * of use, but never beyond its own end.
 */
export function revocationLists(options: Options) {
  const { clock } = options
  const published = sources({ ...options, kind: 'crl', mostBytes: MOST_LIST_BYTES })
  const held = new Map<string, Held>()
  const coming = new Map<string, Promise<Got>>()

  /** Its own time limit: whoever came first may be nearer to the end of its time than the rest. */
  function fetched(url: URL): Promise<Got> {
    const known = coming.get(url.href)
    if (known) return known
    const signal = AbortSignal.timeout(options.timeoutMs)
    const asked = published.get({ url, signal }).finally(() => coming.delete(url.href))
    coming.set(url.href, asked)
    return asked
  }

  function keep({ href }: URL, bytes: Buffer): void {
    held.delete(href)
    held.set(href, { bytes, until: after(clock(), HELD_SECONDS) })
    const [oldest] = held.keys()
    if (held.size > MOST_HELD && oldest !== undefined) held.delete(oldest)
  }

  async function judge(url: URL, question: RevocationQuestion): Promise<Said> {
    const kept = held.get(url.href)
    const before = kept && clock() < kept.until && judgeCrl(kept.bytes, { ...question, at: clock() })
    if (before && before.kind !== 'undetermined') return before
    const got = await fetched(url)
    if (got.kind === 'failed') return undetermined(got.because)
    const said = judgeCrl(got.bytes, { ...question, at: clock() })
    if (said.kind !== 'undetermined') keep(url, got.bytes)
    return said
  }

  return {
    judge: (question: RevocationQuestion): Promise<Said> =>
      published.firstOf(question.certificate.crlUrls, {
        ask: url => judge(url, question),
        isLast: ({ kind }) => kind !== 'undetermined',
      }),
  }
}
