import assert from 'node:assert/strict'
import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { type AuthenticationToken, hashOf, signedBytes } from '@motcua/contracts/authentication-token.ts'
import { signatureForm } from '@motcua/pki/authentication-token.ts'
import { openPkcs12, type Pair } from '../../apps/signing-agent/src/token/pkcs12-contents.ts'
import { type Page, unescaped } from './page.ts'

/** A USB token of the lab, as whoever holds it and knows its PIN may use it. */
export type HeldToken = { certificate: Buffer; key: KeyObject }

/** Takes a persona's token from the lab. Where its key is not the certificate's, any other will do as well. */
export async function takeToken(lab: string, { id, pin }: { id: string; pin: string }): Promise<HeldToken> {
  const answer = await fetch(`${lab}/api/tokens/${id}.p12`)
  assert.equal(answer.status, 200, `the lab has no token ${id}`)
  const opened = openPkcs12(Buffer.from(await answer.arrayBuffer()), pin)
  assert.ok(opened.kind === 'opened', opened.kind)
  const [pair] = opened.pairs
  assert.ok(pair, `the token ${id} is empty`)
  return { certificate: pair.certificate, key: keyOf(pair) }
}

function keyOf({ key }: Pair): KeyObject {
  return key ?? generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey
}

/** What the agent would answer to a page that asks it. */
export function signedFor(page: Page, token: HeldToken, origin = page.url.origin): string {
  const [, asked] = /data-agent="([^"]+)"/.exec(page.html) ?? []
  assert.ok(asked, `no page that asks the agent: ${page.url}`)
  const { nonce }: { nonce: string } = JSON.parse(unescaped(asked))
  const { certificate, key } = token
  const algorithm = algorithmOf(key)
  const bytes = signedBytes({ origin, nonce }, algorithm)
  const signature = sign(hashOf(algorithm), bytes, { key, ...signatureForm(algorithm) })
  const signed: AuthenticationToken = {
    ...{ unverifiedCertificate: certificate.toString('base64'), signature: signature.toString('base64') },
    ...{ algorithm, format: 'web-eid:1.0' },
  }
  return JSON.stringify(signed)
}

function algorithmOf({ asymmetricKeyType, asymmetricKeyDetails }: KeyObject) {
  if (asymmetricKeyType === 'rsa') return 'RS256'
  return asymmetricKeyDetails?.namedCurve === 'secp384r1' ? 'ES384' : 'ES256'
}
