import assert from 'node:assert/strict'
import { verify, X509Certificate } from 'node:crypto'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { hashOf, type SignatureAlgorithm, signedBytes } from '@motcua/contracts/authentication-token.ts'
import { openTokens } from '../agent.ts'
import { signAuthentication } from '../commands/sign-authentication.ts'
import { needsSoftHsm, softHsmLibrary, softHsmToken, useSoftHsm } from '../test-softhsm.ts'
import { type TestKey, temporaryFolder, testPair } from '../test-tokens.ts'

const PIN = '12345678'
const challenge = { origin: 'https://dichvucong.example', nonce: 'n'.repeat(43) }
const clock = () => new Date()
const main = join(import.meta.dirname, '..', 'main.ts')

/** The tokens behind SoftHSM2, each in its process as in the agent. */
function tokens() {
  const opened = openTokens(
    { modules: [softHsmLibrary ?? ''], files: [] },
    { clock, random: () => Buffer.alloc(0), koffi: true, holdLibrary: [process.execPath, main, 'hold-library'] },
  )
  after(opened.close)
  return opened
}

const KEYS: [TestKey, SignatureAlgorithm][] = [
  ['rsa', 'RS256'],
  ['prime256v1', 'ES256'],
  ['secp384r1', 'ES384'],
]

test('several tokens are listed, and each signs with its own key', needsSoftHsm, async () => {
  const folder = temporaryFolder(after)
  useSoftHsm(folder)
  for (const [key] of KEYS) softHsmToken(folder, { label: key, pin: PIN, pair: testPair(folder, key, { key }) })
  const all = tokens()
  const { offers, troubles } = await all.list()
  assert.deepEqual([offers.length, troubles], [KEYS.length, []])
  for (const [key, algorithm] of KEYS) {
    const { id = '' } = offers.find(({ token }) => token.label === key) ?? {}
    const from = { tokens: all, clock, offersExpired: false }
    const signed = await signAuthentication(from, { id, challenge, pin: Buffer.from(PIN) })
    assert.equal(signed.kind, 'authenticated')
    const { token } = signed
    assert.equal(token.algorithm, algorithm)
    const { publicKey } = new X509Certificate(Buffer.from(token.unverifiedCertificate, 'base64'))
    const [data, signature] = [signedBytes(challenge, algorithm), Buffer.from(token.signature, 'base64')]
    assert.ok(verify(hashOf(algorithm), data, { key: publicKey, dsaEncoding: 'ieee-p1363' }, signature))
  }
})

test('a wrong PIN is refused and said to leave fewer tries, the right one signs after it', needsSoftHsm, async () => {
  const folder = temporaryFolder(after)
  useSoftHsm(folder)
  softHsmToken(folder, { label: 'One', pin: PIN, pair: testPair(folder, 'one') })
  const all = tokens()
  const id = (await all.list()).offers[0]?.id ?? ''
  const sign = (pin: string) => all.sign({ id, challenge, pin: Buffer.from(pin) })
  assert.deepEqual(await sign('87654321'), { kind: 'wrong-pin', tries: { kind: 'low' } })
  assert.equal((await sign(PIN)).kind, 'signed')
})
