import assert from 'node:assert/strict'
import { createHash, randomBytes } from 'node:crypto'
import { after, before, beforeEach, describe, it } from 'node:test'
import { COSEALG } from '@simplewebauthn/server/helpers'
import { type Handle, handlesStore } from '../../accounts/handles-store.ts'
import { anAccount } from '../../flows/test-account.ts'
import type { Asking, Verdict } from '../../steps/method.ts'
import { aVisitor, ORIGIN, type TestNational, testNational } from '../../test-national.ts'
import type { Challenged } from './challenge.ts'
import { passkeyMethod } from './passkey.ts'
import { type TestAuthenticator, type Twist, testAuthenticator } from './test-authenticator.ts'
import { askedFor, givePasskey, submitted } from './test-passkey.ts'

type Reply = { id: string; rawId: string; type: string; response: Record<string, string> }

/** Answers that are not what was asked for. */
const twists: Record<string, Twist> = {
  'another origin': { origin: 'https://cong.test' },
  'another port': { origin: 'http://cong.test:4001' },
  'a neighbouring host': { origin: 'http://cong.test.evil.example:4000' },
  'another site’s key space': { rpId: 'evil.example' },
  'another challenge': { challenge: randomBytes(32).toString('base64url') },
  'an empty challenge': { challenge: '' },
  'the making of a key': { type: 'webauthn.create' },
  'a page framed by another site': { crossOrigin: true },
  'a page below another one': { crossOrigin: true, topOrigin: 'https://evil.example' },
  'nobody present': { present: false },
  'nobody verified': { verified: false },
  'somebody else’s name': { userHandle: createHash('sha256').update('x').digest('base64url') },
  'a key that became copyable': { backupEligible: true },
  'a key that was copied and cannot be': { backedUp: true },
}

/** Answers that are none. */
const garbage = (honest: Reply): Record<string, unknown> => ({
  null: null,
  'a number': 5,
  'a list': [honest],
  'no answer in it': { ...honest, response: undefined },
  'another type': { ...honest, type: 'password' },
  'an id that is none': { ...honest, id: 'a b', rawId: 'a b' },
  'an id too long for any': { ...honest, id: 'a'.repeat(1400), rawId: 'a'.repeat(1400) },
  'two ids': { ...honest, rawId: 'AAAA' },
  'an id that is a list': { ...honest, id: [honest.id] },
  'empty parts': { ...honest, response: { clientDataJSON: '', authenticatorData: '', signature: '' } },
  'parts of nothing': {
    ...honest,
    response: { clientDataJSON: 'AAAA', authenticatorData: 'AAAA', signature: 'AAAA' },
  },
  'client data that is no object': { ...honest, response: { ...honest.response, clientDataJSON: 'bnVsbA' } },
  'a device that says nothing': { ...honest, response: { ...honest.response, authenticatorData: 'A'.repeat(50) } },
  'a huge signature': { ...honest, response: { ...honest.response, signature: 'A'.repeat(15_000) } },
  'more than anybody sends': { ...honest, more: 'x'.repeat(60_000) },
})

describe('proving oneself with a passkey', () => {
  let national: TestNational
  before(async () => {
    national = await testNational()
  })
  after(() => national.stop())
  beforeEach(() => national.later(600))

  const method = () => passkeyMethod(national.parts)

  /** As a second factor where the handles are given, without a name where they are not. */
  function asking(fields: Record<string, string>, handles: Handle[] = []): Asking {
    const [handle] = handles
    const who = { accountId: handle?.accountId, handles, knownBrowser: undefined }
    return { ...who, purpose: 'sign-in', submission: submitted(fields, aVisitor()) }
  }

  async function begin(handles: Handle[] = []): Promise<Challenged> {
    const started = await method().start(asking({}, handles))
    assert.ok(started.kind === 'asked')
    return started.pending
  }

  async function aKey({ counts = false, algorithm = COSEALG.ES256, twist = {} as Twist } = {}) {
    const { accountId } = await anAccount(national)
    return givePasskey(national, { accountId, twist, device: testAuthenticator(ORIGIN, { counts, algorithm }) })
  }

  type Key = { device: TestAuthenticator; handle: Handle }
  type Trying = { twist?: Twist; named?: boolean; pending?: Challenged; change?: (reply: Reply) => unknown }

  /** One answer of the device to a challenge, changed on the way where a test says so. */
  async function tryWith({ device, handle }: Key, { twist, named = true, pending, change }: Trying = {}) {
    const handles = named ? [handle] : []
    const challenge = pending ?? (await begin(handles))
    const honest = device.get(askedFor(national, challenge), twist)
    const passkey = change ? JSON.stringify(change(JSON.parse(honest))) : honest
    return method().answer(asking({ passkey }, handles), challenge)
  }

  const keyOf = (verdict: Verdict<Challenged>) => (verdict.kind === 'refused' ? verdict.errors.form?.key : verdict.kind)

  /** What the transaction says that would save the flow. */
  async function lastWord(verdict: Verdict<Challenged>) {
    assert.ok(verdict.kind === 'proved', JSON.stringify(verdict))
    return national.db.transaction().execute(async tx => (await verdict.writes?.(tx))?.key)
  }

  for (const [name, algorithm] of Object.entries({ ES256: -7, EdDSA: -8, RS256: -257 })) {
    it(`takes an answer signed with ${name}, with and without a name`, async () => {
      const key = await aKey({ algorithm })
      for (const named of [true, false]) {
        const verdict = await tryWith(key, { named })
        assert.equal(await lastWord(verdict), undefined)
        assert.deepEqual(verdict.kind === 'proved' && verdict.proof, {
          ...{ method: 'passkey', strength: 'phishing-resistant', handle: key.handle },
          references: ['hwk', 'user', 'mfa'],
        })
      }
    })
  }

  it('says of a key that may be copied to other devices that it is kept by software', async () => {
    const twist = { backupEligible: true, backedUp: true }
    const verdict = await tryWith(await aKey({ twist }), { twist })
    assert.deepEqual(verdict.kind === 'proved' && verdict.proof.references, ['swk', 'user', 'mfa'])
  })

  for (const [what, twist] of Object.entries(twists)) {
    it(`refuses an answer for ${what}`, async () => {
      const key = await aKey()
      for (const named of [true, false]) assert.equal(keyOf(await tryWith(key, { twist, named })), 'passkey.refused')
      assert.equal(keyOf(await tryWith(key)), 'proved')
    })
  }

  it('refuses a key that names nobody where nobody is known, and takes it where somebody is', async () => {
    const key = await aKey()
    const twist = { userHandle: null }
    assert.equal(keyOf(await tryWith(key, { twist, named: false })), 'passkey.refused')
    assert.equal(keyOf(await tryWith(key, { twist })), 'proved')
  })

  it('refuses every answer in which one bit was changed', async () => {
    const key = await aKey()
    for (const part of ['clientDataJSON', 'authenticatorData', 'signature'] as const) {
      for (let n = 0; n < 12; n++) {
        const change = (reply: Reply) => {
          const bytes = Buffer.from(reply.response[part] ?? '', 'base64url')
          const at = Math.floor((bytes.length * n) / 12)
          bytes[at] = (bytes[at] ?? 0) ^ 1
          return { ...reply, response: { ...reply.response, [part]: bytes.toString('base64url') } }
        }
        assert.equal(keyOf(await tryWith(key, { change })), 'passkey.refused', `${part} at ${n}/12`)
      }
    }
  })

  it('refuses an answer signed by another key under this one’s name', async () => {
    const [key, other] = [await aKey(), await aKey()]
    const { device, handle } = key
    const pending = await begin([handle])
    const [mine, foreign] = [device.keys[0], other.device.keys[0]]
    assert.ok(mine && foreign)
    const forged = device.getWith({ ...mine, privateKey: foreign.privateKey }, askedFor(national, pending))
    assert.equal(keyOf(await method().answer(asking({ passkey: forged }, [handle]), pending)), 'passkey.refused')
  })

  it('does not take another account’s passkey as a second factor', async () => {
    const [mine, theirs] = [await aKey(), await aKey()]
    const pending = await begin([mine.handle])
    const passkey = theirs.device.get({ ...askedFor(national, pending), allowCredentials: [] })
    assert.equal(keyOf(await method().answer(asking({ passkey }, [mine.handle]), pending)), 'passkey.foreign')
  })

  it('knows no account for a passkey that nobody registered, or that was removed', async () => {
    const key = await aKey()
    const { accountId, id } = key.handle
    await handlesStore(national.db, national.parts).remove(accountId, id)
    assert.equal(keyOf(await tryWith(key, { named: false })), 'passkey.unknown')
  })

  it('takes no answer twice: each one gets another challenge', async () => {
    const key = await aKey()
    const pending = await begin([key.handle])
    const passkey = key.device.get(askedFor(national, pending))
    const refused = await method().answer(asking({ passkey: 'x' }, [key.handle]), pending)
    assert.ok(refused.kind === 'refused' && refused.pending)
    assert.notEqual(refused.pending.challenge, pending.challenge)
    assert.equal(Buffer.from(refused.pending.challenge, 'base64url').length, 32)
    const replayed = await method().answer(asking({ passkey }, [key.handle]), refused.pending)
    assert.equal(keyOf(replayed), 'passkey.refused')
  })

  it('takes answers for five minutes, and then asks anew', async () => {
    const key = await aKey()
    const pending = await begin([key.handle])
    assert.equal(askedFor(national, pending).timeout, 300_000)
    national.later(299)
    assert.equal(keyOf(await tryWith(key, { pending })), 'proved')
    national.later(1)
    const late = await tryWith(key, { pending })
    assert.equal(keyOf(late), 'passkey.expired')
    assert.ok(late.kind === 'refused' && late.pending)
    assert.equal(keyOf(await tryWith(key, { pending: late.pending })), 'proved')
  })

  it('asks anew when the page says that it waited too long', async () => {
    const { handle } = await aKey()
    const pending = await begin([handle])
    const verdict = await method().answer(asking({ action: 'again' }, [handle]), pending)
    assert.ok(verdict.kind === 'asked')
    assert.notEqual(verdict.pending.challenge, pending.challenge)
    assert.deepEqual(verdict.pending.credentials, pending.credentials)
  })

  it('takes only answers that count on, once the device counts', async () => {
    const key = await aKey({ counts: true })
    const handles = handlesStore(national.db, national.parts)
    const now = async () => {
      const handle = await handles.find(key.handle.accountId, key.handle.id)
      assert.ok(handle)
      return { ...key, handle }
    }
    for (const counter of [1, 2, 7]) {
      const verdict = await tryWith(await now(), { twist: { counter } })
      assert.equal(await lastWord(verdict), undefined)
      assert.equal((await now()).handle.counter, counter)
    }
    for (const counter of [7, 6, 1, 0]) {
      const verdict = await tryWith(await now(), { twist: { counter } })
      assert.equal(keyOf(verdict), 'passkey.cloned', String(counter))
      assert.equal(verdict.kind === 'refused' && verdict.accountId, key.handle.accountId)
    }
    assert.equal((await now()).handle.counter, 7)
  })

  it('says nothing of copies before the signature is right', async () => {
    const key = await aKey({ counts: true })
    await lastWord(await tryWith(key, { twist: { counter: 5 } }))
    const [handle] = await handlesStore(national.db, national.parts).list(key.handle.accountId, 'passkey')
    assert.ok(handle)
    const verdict = await tryWith({ ...key, handle }, { twist: { counter: 4, origin: 'http://evil.example' } })
    assert.equal(keyOf(verdict), 'passkey.refused')
  })

  it('lets one of two answers with the same count through', async () => {
    const key = await aKey({ counts: true })
    const verdicts = await Promise.all([1, 2].map(() => tryWith(key, { twist: { counter: 3 } })))
    const words = await Promise.all(verdicts.map(lastWord))
    assert.deepEqual(
      words.filter(word => word !== undefined),
      ['passkey.cloned'],
    )
  })

  it('is not the last word when the passkey was removed meanwhile', async () => {
    const key = await aKey()
    const verdict = await tryWith(key)
    await handlesStore(national.db, national.parts).remove(key.handle.accountId, key.handle.id)
    assert.equal(await lastWord(verdict), 'prove.gone')
  })

  it('answers in words whatever is sent', async () => {
    const { device, handle } = await aKey()
    const pending = await begin([handle])
    const honest: Reply = JSON.parse(device.get(askedFor(national, pending)))
    const texts = { 'not JSON': '{"id":', 'a deep nest': '['.repeat(8000) + ']'.repeat(8000) }
    const sent = Object.entries(garbage(honest)).map(([what, value]) => [what, JSON.stringify(value)] as const)
    for (const [what, passkey] of [...sent, ...Object.entries(texts)]) {
      for (const handles of [[handle], []]) {
        const verdict = await method().answer(asking({ passkey }, handles), pending)
        assert.equal(keyOf(verdict), 'passkey.refused', what)
      }
    }
    for (const fields of [{}, { passkey: '' }])
      assert.equal(keyOf(await method().answer(asking(fields, [handle]), pending)), 'passkey.missing')
  })

  it('asks for keys of the account where it is known, for any where it is not, and always for the person', async () => {
    const { handle } = await aKey()
    const named = askedFor(national, await begin([handle]))
    assert.deepEqual(named.allowCredentials, [
      { type: 'public-key', id: handle.value, transports: ['internal', 'hybrid'] },
    ])
    const nameless = askedFor(national, await begin())
    assert.deepEqual(nameless.allowCredentials, [])
    for (const asked of [named, nameless])
      assert.deepEqual([asked.rpId, asked.userVerification], ['cong.test', 'required'])
    assert.notEqual(named.challenge, nameless.challenge)
  })
})
