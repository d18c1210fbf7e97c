import assert from 'node:assert/strict'
import { createPrivateKey, type KeyObject, sign } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { COSEALG } from '@simplewebauthn/server/helpers'
import { handlesStore } from '../../accounts/handles-store.ts'
import { anAccount } from '../../flows/test-account.ts'
import { aVisitor, ORIGIN, type TestNational, testNational } from '../../test-national.ts'
import { passkeyOf } from './credential.ts'
import { passkeyEnrolment } from './enrolment.ts'
import { type Attestation, type Twist, testAuthenticator } from './test-authenticator.ts'
import { askedToMake, enrolling, givePasskey, submitted } from './test-passkey.ts'

type Reply = { id: string; rawId: string; type: string; response: Record<string, unknown> }

/** An attestation in the packed format (WebAuthn §8.2): by the key itself, or by its maker where there is a certificate. */
function packed(signature: Uint8Array, x5c?: Uint8Array[]): Attestation {
  const statement: [string, unknown][] = [
    ['alg', COSEALG.ES256],
    ['sig', signature],
  ]
  return { fmt: 'packed', attStmt: new Map(x5c ? [...statement, ['x5c', x5c]] : statement) }
}

/** A maker of authenticators, as real ones certify theirs (WebAuthn §8.2.1). */
const makersKey = createPrivateKey({
  key: Buffer.from(
    'MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg5Sv8TEIDRTPqU1HpP9EI9w+n9wnYeO2IkkvtcWPDU5OhRANCAARieCzBtn4Ju6D3VxTnTSMtDqDYbrB3avpE9QxaC9KX9ITfKWXrgyHXmGeOVh7cBzTCo/04+8/erIlFqtxKZxbb',
    'base64',
  ),
  ...{ format: 'der', type: 'pkcs8' },
})
const makersCertificate = new Uint8Array(
  Buffer.from(
    'MIIBvjCCAWSgAwIBAgIBATAKBggqhkjOPQQDAjBPMQswCQYDVQQGEwJWTjENMAsGA1UECgwEVGVzdDEiMCAGA1UECwwZQXV0aGVudGljYXRvciBBdHRlc3RhdGlvbjENMAsGA1UEAwwEVGVzdDAgFw0yMDAxMDEwMDAwMDBaGA8yMTIwMDEwMTAwMDAwMFowTzELMAkGA1UEBhMCVk4xDTALBgNVBAoMBFRlc3QxIjAgBgNVBAsMGUF1dGhlbnRpY2F0b3IgQXR0ZXN0YXRpb24xDTALBgNVBAMMBFRlc3QwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAARieCzBtn4Ju6D3VxTnTSMtDqDYbrB3avpE9QxaC9KX9ITfKWXrgyHXmGeOVh7cBzTCo/04+8/erIlFqtxKZxbboy8wLTAMBgNVHRMBAf8EAjAAMB0GA1UdDgQWBBT7STKFL4eeVWBACetXnliw9OjPFDAKBggqhkjOPQQDAgNIADBFAiEAlO+++wtqefVHDoS3ewbfLL2OrBt99zx86GSYBiLJoB0CIDzqHDLuq0IFg9wLpdulZUIluxnYUjBAdCNO1FPN2hhn',
    'base64',
  ),
)

/** Keys that are not what was asked for. */
const twists: Record<string, Twist> = {
  'another origin': { origin: 'https://cong.test' },
  'another site’s key space': { rpId: 'evil.example' },
  'another challenge': { challenge: 'AAAA' },
  'the use of a key': { type: 'webauthn.get' },
  'a page framed by another site': { crossOrigin: true },
  'nobody present': { present: false },
  'nobody verified': { verified: false },
  'a key that was copied and cannot be': { backedUp: true },
  'an attestation that nobody knows': { attestation: () => ({ fmt: 'made-up', attStmt: new Map() }) },
  'an attestation that says something where it should not': {
    attestation: () => ({ fmt: 'none', attStmt: new Map([['sig', 'x']]) }),
  },
  'an attestation by the key itself that is none': {
    attestation: signed => packed(new Uint8Array(signed.subarray(70))),
  },
}

const nest = Buffer.from(`${'81'.repeat(6000)}00`, 'hex').toString('base64url')

/** Answers that are none. */
const garbage: Record<string, (reply: Reply) => unknown> = {
  null: () => null,
  'no key': reply => ({ ...reply, response: { ...reply.response, attestationObject: 'oA' } }),
  'a deep nest': reply => ({ ...reply, response: { ...reply.response, attestationObject: nest } }),
  'a list as long as memory': reply => ({ ...reply, response: { ...reply.response, attestationObject: 'mv____8A' } }),
  'no list of transports': reply => ({ ...reply, response: { ...reply.response, transports: 'usb' } }),
  'transports that are markup': reply => ({ ...reply, response: { ...reply.response, transports: ['<usb>'] } }),
  'a hundred transports': reply => ({
    ...reply,
    response: { ...reply.response, transports: Array(100).fill('usb') },
  }),
  'more than anybody sends': reply => ({ ...reply, more: 'x'.repeat(60_000) }),
}

describe('adding a passkey', () => {
  let national: TestNational
  before(async () => {
    national = await testNational()
  })
  after(() => national.stop())

  const enrolment = () => passkeyEnrolment(national.parts)
  const listOf = (accountId: string) => handlesStore(national.db, national.parts).list(accountId, 'passkey')

  async function begin(accountId: string) {
    const begun = await enrolment().begin(enrolling(accountId, {}, await listOf(accountId)))
    assert.ok(begun.kind === 'asked', JSON.stringify(begun))
    return begun.pending
  }

  type Making = { twist?: Twist; name?: string; algorithm?: number; change?: (reply: Reply) => unknown }

  async function make({ twist, name = '', algorithm = COSEALG.ES256, change }: Making = {}) {
    const { accountId } = await anAccount(national)
    const pending = await begin(accountId)
    const honest = testAuthenticator(ORIGIN, { algorithm }).create(askedToMake(national, pending), twist)
    const passkey = change ? JSON.stringify(change(JSON.parse(honest))) : honest
    return { pending, answer: await enrolment().answer(enrolling(accountId, { passkey, name }), pending) }
  }

  async function outcome(making: Making) {
    const { answer } = await make(making)
    return answer.kind === 'refused' ? Object.values(answer.errors)[0]?.key : answer.kind
  }

  for (const [name, algorithm] of Object.entries({ ES256: -7, EdDSA: -8, RS256: -257 })) {
    it(`keeps what is needed to know a ${name} key again`, async () => {
      const { accountId } = await anAccount(national)
      const device = testAuthenticator(ORIGIN, { algorithm })
      const { handle } = await givePasskey(national, { accountId, device, name: ' Điện thoại \n của  Hà ' })
      const [key] = device.keys
      assert.ok(key)
      assert.deepEqual([handle.value, handle.identifies, handle.counter], [key.id, true, 0])
      assert.deepEqual(passkeyOf(handle), {
        ...{ name: 'Điện thoại của Hà', transports: ['internal', 'hybrid'], backupEligible: false },
        ...{ publicKey: Buffer.from(key.cose).toString('base64url'), userHandle: key.userHandle },
        aaguid: '00000000-0000-0000-0000-000000000000',
      })
    })
  }

  it('asks for a key that the device finds by itself, and only after the person was verified', async () => {
    const { accountId } = await anAccount(national)
    const pending = await begin(accountId)
    const asked = askedToMake(national, pending)
    assert.deepEqual(asked.rp, { id: 'cong.test', name: 'Một Cửa' })
    assert.deepEqual(asked.authenticatorSelection, {
      ...{ residentKey: 'required', requireResidentKey: true, userVerification: 'required' },
    })
    assert.deepEqual([asked.attestation, asked.timeout, asked.excludeCredentials], ['none', 300_000, []])
    assert.deepEqual(
      asked.pubKeyCredParams.map(({ alg }) => alg),
      [-7, -8, -257],
    )
  })

  it('gives the device nothing of the person: half a number, and a handle that is always the same', async () => {
    const { accountId } = await anAccount(national)
    const [one, again] = [await begin(accountId), await begin(accountId)]
    assert.notEqual(one.challenge, again.challenge)
    assert.deepEqual(one.user, again.user)
    const { user } = askedToMake(national, one)
    assert.deepEqual([user.name, user.displayName], ['030******456', '030******456'])
    assert.equal(Buffer.from(user.id, 'base64url').length, 32)
    assert.notDeepEqual((await begin((await anAccount(national)).accountId)).user.handle, one.user.handle)
    assert.ok(!JSON.stringify(one).includes(accountId))
  })

  it('tells the device which passkeys the account has, so that it makes no second one', async () => {
    const { accountId } = await anAccount(national)
    const { handle } = await givePasskey(national, { accountId })
    const { excludeCredentials } = askedToMake(national, await begin(accountId))
    assert.deepEqual(excludeCredentials, [{ type: 'public-key', id: handle.value, transports: ['internal', 'hybrid'] }])
  })

  it('is refused before the device makes an eleventh', async () => {
    const { accountId } = await anAccount(national)
    for (let n = 0; n < 10; n++) await givePasskey(national, { accountId })
    const begun = await enrolment().begin(enrolling(accountId, {}, await listOf(accountId)))
    assert.deepEqual(begun, { kind: 'refused', errors: { form: { key: 'method.too-many' } } })
  })

  it('cannot be added to two accounts', async () => {
    const [mine, theirs] = [await anAccount(national), await anAccount(national)]
    const { handle } = await givePasskey(national, { accountId: mine.accountId })
    const { value, detail } = handle
    const stolen = { value, ...(detail ? { detail } : {}), accountId: theirs.accountId, identifies: true }
    const handles = handlesStore(national.db, national.parts)
    const now = national.parts.clock()
    const added = await handles.add(national.parts.random, { ...stolen, method: 'passkey', createdAt: now })
    assert.deepEqual(added, { kind: 'taken' })
  })

  it('is called as its owner says, or like the browser it was made with', async () => {
    const { accountId } = await anAccount(national)
    const device = 'Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/142.0.0.0 Mobile Safari/537.36'
    const at = { ...enrolling(accountId), submission: submitted({}, { ...aVisitor(), device }) }
    const begun = await enrolment().begin(at)
    assert.ok(begun.kind === 'asked')
    assert.equal(begun.pending.device, 'Chrome, Android')
    for (const [name, called] of [
      ['', 'Chrome, Android'],
      [' \u202e\u0000 ', 'Chrome, Android'],
      ['<b>Hà</b>', '<b>Hà</b>'],
      ['Máy  của\u2028bố', 'Máy của bố'],
      ['🧿'.repeat(60), '🧿'.repeat(60)],
    ] as const) {
      const passkey = testAuthenticator(ORIGIN).create(askedToMake(national, begun.pending))
      const answer = await enrolment().answer({ ...at, submission: submitted({ passkey, name }) }, begun.pending)
      assert.ok(answer.kind === 'enrolled', JSON.stringify(answer))
      assert.equal(passkeyOf(answer.handle).name, called)
    }
    assert.equal(await outcome({ name: 'x'.repeat(61) }), 'passkey.name-too-long')
  })

  for (const [what, twist] of Object.entries(twists)) {
    it(`is refused for ${what}`, async () => assert.equal(await outcome({ twist }), 'passkey.refused'))
  }

  it('may be attested by itself', async () => {
    const attestation = (signed: Buffer, key: KeyObject) => packed(new Uint8Array(sign('sha256', signed, key)))
    assert.equal(await outcome({ twist: { attestation } }), 'enrolled')
  })

  it('is refused where a certificate attests it, however rightly: none is read', async () => {
    const attestation = (signed: Buffer) =>
      packed(new Uint8Array(sign('sha256', signed, makersKey)), [makersCertificate])
    assert.equal(await outcome({ twist: { attestation } }), 'passkey.refused')
  })

  it('is over after five minutes, and begins again', async () => {
    const { accountId } = await anAccount(national)
    const pending = await begin(accountId)
    const passkey = testAuthenticator(ORIGIN).create(askedToMake(national, pending))
    national.later(300)
    const answer = await enrolment().answer(enrolling(accountId, { passkey }), pending)
    assert.ok(answer.kind === 'refused' && answer.pending)
    assert.deepEqual(answer.errors, { form: { key: 'passkey.expired' } })
    assert.notEqual(answer.pending.challenge, pending.challenge)
    const again = await enrolment().answer(enrolling(accountId, { action: 'again' }), pending)
    assert.equal(again.kind, 'asked')
  })

  for (const [what, change] of Object.entries(garbage)) {
    it(`answers in words to ${what}`, async () => assert.equal(await outcome({ change }), 'passkey.refused'))
  }

  it('says so where the browser sends nothing', async () => {
    const { accountId } = await anAccount(national)
    const answer = await enrolment().answer(enrolling(accountId, { name: 'x' }), await begin(accountId))
    assert.deepEqual(answer.kind === 'refused' && answer.errors, { form: { key: 'passkey.missing' } })
  })

  it('is refused under another id than the key’s own data says', async () => {
    assert.equal(await outcome({ change: reply => ({ ...reply, id: 'AAAA', rawId: 'AAAA' }) }), 'passkey.refused')
  })
})
