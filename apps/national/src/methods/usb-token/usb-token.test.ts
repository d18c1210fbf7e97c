import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, beforeEach, describe, it } from 'node:test'
import type { Issued } from '@motcua/pki/test-authority.ts'
import { keptCertificate } from '../../accounts/certified.ts'
import type { Handle } from '../../accounts/handles-store.ts'
import { handlesStore } from '../../accounts/handles-store.ts'
import { governmentCa, publicCa, strangersCa } from '../../certificates/test-trust.ts'
import { anAccount } from '../../flows/test-account.ts'
import type { Asking, Verdict } from '../../steps/method.ts'
import { aVisitor, ORIGIN, type TestNational, testNational } from '../../test-national.ts'
import type { Challenged } from './challenge.ts'
import { giveToken, type Naming, person, signedBy, testToken } from './test-token.ts'
import { usbTokenMethod } from './usb-token.ts'

/** Certificates that are not good, and what is said of each. */
const wrong: Record<string, { naming: Naming; key: string }> = {
  'an expired one': { naming: { days: [-400, -1] }, key: 'certificate.expired' },
  'one of tomorrow': { naming: { days: [1, 365] }, key: 'certificate.not-yet-valid' },
  'one by somebody who calls itself as the authority does': {
    naming: { by: strangersCa },
    key: 'certificate.untrusted',
  },
  'one of a server': { naming: { extendedKeyUsage: ['1.3.6.1.5.5.7.3.1'] }, key: 'certificate.wrong-use' },
  'one with a weak key': { naming: { kind: 'rsa-1024' }, key: 'certificate.weak' },
}

/** Answers that are none. */
const garbage: Record<string, string> = {
  'no JSON': 'token',
  'another object': '{}',
  'a list': '[]',
  'more than anybody sends': JSON.stringify({ more: 'x'.repeat(40_000) }),
  'a prototype': '{"__proto__":{"format":"web-eid:1.0"}}',
}

describe('proving oneself with a USB token', () => {
  let national: TestNational
  before(async () => {
    national = await testNational()
  })
  after(() => national.stop())
  beforeEach(() => {
    national.later(600)
    national.outside.revocation = () => ({ kind: 'good' })
  })

  const method = () => usbTokenMethod(national.parts)

  /** As a second factor where handles are given, without a name where they are not. */
  function asking(fields: Record<string, string>, handles: Handle[] = []): Asking {
    const submission = { flowId: randomUUID(), version: 1, step: 'prove', fields, visitor: aVisitor() }
    const who = { accountId: handles[0]?.accountId, handles, knownBrowser: undefined }
    return { ...who, purpose: 'sign-in', submission }
  }

  async function begin(): Promise<Challenged> {
    const started = await method().start(asking({}))
    assert.ok(started.kind === 'asked')
    return started.pending
  }

  async function anOwner(naming: Naming = {}) {
    const { accountId, idNumber } = await anAccount(national)
    const token = testToken(national, { subject: person(idNumber), ...naming })
    return { token, handle: await giveToken(national, { accountId, token }) }
  }

  type Trying = { handles?: Handle[]; changes?: { origin?: string; nonce?: string }; change?: (text: string) => string }

  async function tryWith(token: Issued, { handles = [], changes = {}, change = text => text }: Trying = {}) {
    const pending = await begin()
    const text = change(signedBy(token, pending, changes))
    return { pending, verdict: await method().answer(asking({ token: text }, handles), pending) }
  }

  const keyOf = (verdict: Verdict<Challenged>) => (verdict.kind === 'refused' ? verdict.errors.form?.key : verdict.kind)

  async function checks(): Promise<{ accountId: string | null; details: string }[]> {
    const rows = await national.db
      .selectFrom('audit')
      .select(['account_id', 'details'])
      .where('event', '=', 'certificate-checked')
      .orderBy('id')
      .execute()
    const opened = (text: string) => national.parts.sealer.unseal(text, 'audit.details:certificate-checked') ?? ''
    return rows.map(row => ({ accountId: row.account_id, details: opened(row.details) }))
  }

  it('takes a signature for this site and this nonce, with and without a name', async () => {
    const { token, handle } = await anOwner()
    for (const handles of [[handle], []]) {
      const { verdict } = await tryWith(token, { handles })
      assert.ok(verdict.kind === 'proved', JSON.stringify(verdict))
      const references = ['sc', 'pin', 'mfa']
      assert.deepEqual(verdict.proof, { method: 'usb-token', strength: 'phishing-resistant', references, handle })
    }
  })

  it('is refused when the token was taken from its account meanwhile', async () => {
    const { token, handle } = await anOwner()
    const { verdict } = await tryWith(token)
    assert.ok(verdict.kind === 'proved')
    const last = () => national.db.transaction().execute(async tx => (await verdict.writes?.(tx))?.key)
    assert.equal(await last(), undefined)
    await handlesStore(national.db, national.parts).remove(handle.accountId, handle.id)
    assert.equal(await last(), 'prove.gone')
  })

  for (const [name, changes] of Object.entries({
    'another origin': { origin: 'https://cong.test:4000' },
    'another port': { origin: `${ORIGIN.slice(0, -1)}1` },
    'our origin with a slash': { origin: `${ORIGIN}/` },
    'another nonce': { nonce: 'x'.repeat(43) },
    'no nonce': { nonce: '' },
  })) {
    it(`refuses a signature for ${name}`, async () => {
      const { token } = await anOwner()
      assert.equal(keyOf((await tryWith(token, { changes })).verdict), 'usb.wrong-signature')
    })
  }

  it('refuses the signature of another key', async () => {
    const { token } = await anOwner()
    const other = testToken(national)
    const { verdict } = await tryWith({ certificate: token.certificate, key: other.key })
    assert.equal(keyOf(verdict), 'usb.wrong-signature')
  })

  for (const [name, text] of Object.entries(garbage)) {
    it(`refuses ${name}`, async () => {
      const { token } = await anOwner()
      assert.equal(keyOf((await tryWith(token, { change: () => text })).verdict), 'usb.malformed')
    })
  }

  it('says so where nothing came', async () => {
    const { token } = await anOwner()
    assert.equal(keyOf((await tryWith(token, { change: () => '' })).verdict), 'usb.missing')
  })

  it('refuses a nonce older than five minutes', async () => {
    const { token } = await anOwner()
    const pending = await begin()
    const text = signedBy(token, pending)
    national.later(300)
    assert.equal(keyOf(await method().answer(asking({ token: text }), pending)), 'usb.expired-challenge')
  })

  it('gives another nonce after whatever was refused, and when asked to', async () => {
    const { token } = await anOwner()
    const { verdict, pending } = await tryWith(token, { change: () => '{}' })
    assert.ok(verdict.kind === 'refused' && verdict.pending)
    assert.notEqual(verdict.pending.challenge, pending.challenge)
    const again = await method().answer(asking({ action: 'again' }), pending)
    assert.ok(again.kind === 'asked')
    assert.notEqual(again.pending.challenge, pending.challenge)
  })

  for (const [name, { naming, key }] of Object.entries(wrong)) {
    it(`refuses ${name}, although it was registered`, async () => {
      const { token, handle } = await anOwner(naming)
      const { verdict } = await tryWith(token)
      assert.equal(keyOf(verdict), key)
      assert.ok(verdict.kind === 'refused')
      assert.equal(verdict.accountId, handle.accountId)
      assert.equal(verdict.introduced, undefined)
    })
  }

  it('names the day on which a certificate expired', async () => {
    const { token } = await anOwner({ days: [-400, -1] })
    const { verdict } = await tryWith(token)
    assert.deepEqual(verdict.kind === 'refused' && verdict.errors.form, {
      key: 'certificate.expired',
      values: { date: '22/11/2026' },
    })
  })

  it('refuses what was revoked or suspended, and what nobody answers for', async () => {
    const { token } = await anOwner()
    const since = new Date('2026-11-01T03:00:00Z')
    for (const [answer, key] of [
      [{ kind: 'revoked', reason: 'revoked', since }, 'certificate.revoked'],
      [{ kind: 'revoked', reason: 'suspended', since }, 'certificate.suspended'],
      [{ kind: 'unavailable' }, 'certificate.revocation-unavailable'],
    ] as const) {
      national.outside.revocation = () => answer
      assert.equal(keyOf((await tryWith(token)).verdict), key)
    }
  })

  it('refuses a token whose authority was revoked, or of which nobody says that it was not', async () => {
    const { token } = await anOwner()
    for (const [answer, key] of [
      [{ kind: 'revoked', reason: 'revoked', since: new Date(0) }, 'certificate.untrusted'],
      [{ kind: 'unavailable' }, 'certificate.revocation-unavailable'],
    ] as const) {
      national.outside.revocation = ({ certificate }) =>
        certificate.fingerprint === publicCa.certificate.fingerprint ? answer : { kind: 'good' }
      assert.equal(keyOf((await tryWith(token)).verdict), key)
    }
  })

  it('asks nobody about a certificate that no root vouches for', async () => {
    let asked = 0
    national.outside.revocation = () => {
      asked++
      return { kind: 'good' }
    }
    await tryWith(testToken(national, { by: strangersCa }))
    assert.equal(asked, 0)
  })

  it('introduces whoever no account has registered, and lets nobody in', async () => {
    const token = testToken(national, { subject: person('030190999999'), by: governmentCa })
    const { verdict } = await tryWith(token)
    assert.equal(keyOf(verdict), 'usb.unknown')
    assert.ok(verdict.kind === 'refused' && verdict.introduced)
    const { handle, certified, references } = verdict.introduced
    assert.equal(handle.value, token.certificate.fingerprint)
    assert.deepEqual(references, ['sc', 'pin', 'mfa'])
    assert.equal(certified.authority, 'government')
    assert.deepEqual(certified.subject.idNumbers, ['030190999999'])
    assert.deepEqual(keptCertificate({ detail: handle.detail }), JSON.parse(JSON.stringify(certified)))
  })

  it('does not take the token of another account for one’s own', async () => {
    const [one, other] = [await anOwner(), await anOwner()]
    const { verdict } = await tryWith(other.token, { handles: [one.handle] })
    assert.equal(keyOf(verdict), 'usb.foreign')
    assert.equal(verdict.kind === 'refused' && verdict.introduced, undefined)
  })

  it('keeps every check in the trail, and nothing of whom the certificate names', async () => {
    const { token, handle } = await anOwner()
    const before = (await checks()).length
    await tryWith(token, { handles: [handle] })
    national.outside.revocation = () => ({ kind: 'unavailable' })
    await tryWith(token)
    const [good, bad, ...more] = (await checks()).slice(before)
    assert.deepEqual(more, [])
    assert.equal(good?.accountId, handle.accountId)
    assert.match(good?.details ?? '', /"outcome":"good","purpose":"sign-in"/)
    assert.match(bad?.details ?? '', /"outcome":"revocation-unavailable"/)
    assert.doesNotMatch(`${good?.details}${bad?.details}`, new RegExp(`Thử|030190|${token.certificate.fingerprint}`))
  })

  it('is shown by name, authority and end, with a warning from 60 days before', async () => {
    const line = async (naming: Naming) => String(method().line([(await anOwner(naming)).handle], 'vi').text)
    assert.match(await line({}), /^Nguyễn Thị Thử · TEST-CA v1 · hết hạn \d\d\/\d\d\/2027$/)
    assert.match(await line({ days: [-300, 61] }), / · hết hạn /)
    assert.match(await line({ days: [-300, 59] }), /sắp hết hạn/)
    assert.match(await line({ days: [-300, -1] }), /đã hết hạn/)
  })
})
