import { after, type Clock, systemClock } from '@motcua/kit/clock.ts'
import { type Random, systemRandom } from '@motcua/kit/random.ts'
import { judgeOcsp, ocspRequest } from '@motcua/pki/ocsp.ts'
import type { Revocation as Said } from '@motcua/pki/revocation.ts'
import type { Revocation, RevocationQuestion, RevocationStatus } from './revocation.ts'
import { revocationLists } from './revocation-lists-http.ts'
import { type SourceOptions, sources, undetermined } from './revocation-sources-http.ts'

export type RevocationOptions = Pick<SourceOptions, 'log' | 'reach' | 'restMs'> & {
  clock?: Clock
  random?: Random
  /** For all responders of a certificate together. */
  ocspMs?: number
  /** For all lists of a certificate together. */
  crlMs?: number
}

const MOST_OCSP_BYTES = 64 * 1024
/** The length responders must take (RFC 9654 §2.1). */
const NONCE_BYTES = 32
/** Who was good may be revoked: for so long nobody asks again. */
const GOOD_SECONDS = 5 * 60
const MOST_GOOD = 10_000

/**
 * Asks the responders that a certificate names (OCSP, RFC 6960), then the lists (CRL, RFC 5280). Only an answer that can be
 * relied on counts; where there is none, the certificate's state is unavailable and never good.
 */
export function revocationHttp(options: RevocationOptions): Revocation {
  const { clock = systemClock, random = systemRandom, ocspMs = 5_000, crlMs = 10_000 } = options
  const asking = { ...options, clock, random }
  const responders = respondersOf({ ...asking, timeoutMs: ocspMs })
  const lists = revocationLists({ ...asking, timeoutMs: crlMs })
  const good = goodOnes(clock)
  return {
    async check(question) {
      if (good.has(question)) return { kind: 'good' }
      const said = await responders.judge(question)
      const known = isKnown(said) ? said : await lists.judge(question)
      if (known.kind === 'good') good.keep(question, known.until)
      return statusOf(known)
    },
  }
}

/**
 * `unknown`: the responder never heard of it, so the authority issued no such certificate, or lost account of what it
 * issued. A list of what was revoked would not name it either, so it is not asked.
 */
const isKnown = (said: Said) => said.kind !== 'undetermined' || said.because === 'unknown'

type Asking = Omit<SourceOptions, 'kind' | 'mostBytes'> & { clock: Clock; random: Random }

function respondersOf(options: Asking) {
  const { clock, random } = options
  const responders = sources({ ...options, kind: 'ocsp', mostBytes: MOST_OCSP_BYTES })

  async function ask(question: RevocationQuestion, { url, signal }: { url: URL; signal: AbortSignal }): Promise<Said> {
    const nonce = random(NONCE_BYTES)
    const body = { type: 'application/ocsp-request', bytes: ocspRequest({ ...question, nonce }) }
    const got = await responders.get({ url, signal, body, contentType: 'application/ocsp-response' })
    return got.kind === 'got' ? judgeOcsp(got.bytes, { ...question, nonce, at: clock() }) : undetermined(got.because)
  }

  return {
    judge: (question: RevocationQuestion): Promise<Said> =>
      responders.firstOf(question.certificate.ocspUrls, {
        ask: (url, signal) => ask(question, { url, signal }),
        isLast: isKnown,
      }),
  }
}

function statusOf(said: Said): RevocationStatus {
  switch (said.kind) {
    case 'good':
      return { kind: 'good' }
    case 'revoked':
      return said
    case 'undetermined':
      return { kind: 'unavailable' }
  }
}

/** Who was found good a short while ago; the oldest are forgotten first. */
function goodOnes(clock: Clock) {
  const kept = new Map<string, Date>()
  const keyOf = ({ certificate, issuer }: RevocationQuestion) => `${certificate.fingerprint} ${issuer.fingerprint}`
  return {
    has(question: RevocationQuestion): boolean {
      const until = kept.get(keyOf(question))
      return until !== undefined && clock() < until
    },
    keep(question: RevocationQuestion, until: Date): void {
      const longest = after(clock(), GOOD_SECONDS)
      kept.delete(keyOf(question))
      kept.set(keyOf(question), until < longest ? until : longest)
      const [oldest] = kept.keys()
      if (kept.size > MOST_GOOD && oldest !== undefined) kept.delete(oldest)
    },
  }
}
