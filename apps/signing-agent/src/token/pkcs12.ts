import { createHash, type KeyObject, sign } from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { hashOf, type SignatureAlgorithm, signedBytes } from '@motcua/contracts/authentication-token.ts'
import { type CountedTries, countedTries } from './counted-tries.ts'
import { signingKeyOf } from './key-algorithm.ts'
import { openCertificates, openPkcs12, type Pair } from './pkcs12-contents.ts'
import type { Challenge, Listing, Offer, Signed, Signing, TokenSource } from './token.ts'

/** Real files have a few kilobytes. */
const LARGEST_FILE = 1_048_576

/** A PKCS#12 file as a token: its password is the PIN, its name the label. */
export function pkcs12Source(path: string, clock: () => Date): TokenSource {
  const tries = countedTries(clock)
  /** Certificates of the file with this content, once its password was given; they are public. */
  let seen: { content: string; certificates: Buffer[] } | undefined

  function shown(file: Buffer): Buffer[] | undefined {
    const plain = openCertificates(file)
    if (plain === undefined || plain.length > 0) return plain
    return seen?.content === hash(file) ? seen.certificates : []
  }

  function offersOf(certificates: Buffer[]): Offer[] {
    const offer = (certificate: Buffer | undefined): Offer => ({
      ...{ id: hash(path, certificate ?? ''), certificate },
      token: { label: basename(path), kind: 'file', pin: 'typed', tries: tries.now() },
    })
    return certificates.length === 0 ? [offer(undefined)] : certificates.map(offer)
  }

  async function list(): Promise<Listing> {
    const file = await readSmall(path)
    if (file.kind !== 'read') return { kind: 'failed', because: file.kind }
    const certificates = shown(file.bytes)
    return certificates ? { kind: 'listed', offers: offersOf(certificates) } : { kind: 'failed', because: 'unreadable' }
  }

  async function signWith({ id, challenge, pin }: Signing): Promise<Signed> {
    const file = await readSmall(path)
    if (file.kind === 'missing') return { kind: 'removed' }
    const before = tries.now()
    if (before.kind === 'blocked') return blocked(before)
    const opened = file.kind === 'read' ? openPkcs12(file.bytes, pin?.toString('utf8') ?? '') : file
    if (opened.kind === 'wrong-password') return wrong(tries)
    if (opened.kind !== 'opened' || file.kind !== 'read') return { kind: 'failed', because: 'unreadable-file' }
    tries.succeeded()
    seen = { content: hash(file.bytes), certificates: opened.pairs.map(({ certificate }) => certificate) }
    const chosen = opened.pairs.filter(({ certificate }) => [hash(path, certificate), hash(path, '')].includes(id))
    if (chosen.length > 1) return { kind: 'opened' }
    return chosen[0] ? signPair(chosen[0], challenge) : { kind: 'failed', because: 'no-key' }
  }

  return { name: path, list, sign: signWith, close: async () => undefined }
}

function wrong(tries: CountedTries): Signed {
  const left = tries.failed()
  return left.kind === 'blocked' ? blocked(left) : { kind: 'wrong-pin', tries: left }
}

function blocked({ minutes }: { minutes?: number }): Signed {
  return minutes === undefined ? { kind: 'pin-blocked' } : { kind: 'pin-blocked', minutes }
}

function signPair({ certificate, key }: Pair, challenge: Challenge): Signed {
  if (!key) return { kind: 'failed', because: 'key-mismatch' }
  const algorithm = algorithmOf(certificate)
  if (!algorithm) return { kind: 'failed', because: 'unsupported-key' }
  return { kind: 'signed', certificate, algorithm, signature: signature(key, algorithm, challenge) }
}

function algorithmOf(certificate: Buffer): SignatureAlgorithm | undefined {
  const key = signingKeyOf(certificate)
  return key?.kind === 'rsa' ? 'RS256' : key?.algorithm
}

/** r ‖ s for elliptic curves (RFC 7518 §3.4); of RSA keys the option says nothing. */
function signature(key: KeyObject, algorithm: SignatureAlgorithm, challenge: Challenge): Buffer {
  return sign(hashOf(algorithm), signedBytes(challenge, algorithm), { key, dsaEncoding: 'ieee-p1363' })
}

type Read = { kind: 'read'; bytes: Buffer } | { kind: 'missing' } | { kind: 'too-large' }

async function readSmall(path: string): Promise<Read> {
  try {
    const { size } = await stat(path)
    return size > LARGEST_FILE ? { kind: 'too-large' } : { kind: 'read', bytes: await readFile(path) }
  } catch {
    return { kind: 'missing' }
  }
}

function hash(...parts: (string | Buffer)[]): string {
  const all = createHash('sha256')
  for (const part of parts) all.update(part).update('\0')
  return all.digest('base64url')
}
