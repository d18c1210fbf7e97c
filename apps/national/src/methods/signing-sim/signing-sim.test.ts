import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, beforeEach, describe, it } from 'node:test'
import { verificationCodeIn } from '@motcua/contracts/mobile-signature.ts'
import type { Issued } from '@motcua/pki/test-authority.ts'
import { type Certified, keptCertificate } from '../../accounts/certified.ts'
import { type Handle, handlesStore } from '../../accounts/handles-store.ts'
import { governmentCa, strangersCa } from '../../certificates/test-trust.ts'
import { anAccount } from '../../flows/test-account.ts'
import type { Asking, Verdict } from '../../steps/method.ts'
import { aVisitor, ORIGIN, type TestNational, testNational } from '../../test-national.ts'
import { simFailures } from '../../upstream/sim-signing.ts'
import { type Naming, person, testToken } from '../usb-token/test-token.ts'
import type { SimPending } from './pending.ts'
import { signingSimMethod } from './signing-sim.ts'
import { giveSim, phones, signedBySim, type TestPhones } from './test-sim.ts'

const wrong: Record<string, { naming: Naming; key: string }> = {
  'a certificate that expired': { naming: { days: [-400, -1] }, key: 'certificate.expired' },
  'a certificate of tomorrow': { naming: { days: [1, 400] }, key: 'certificate.not-yet-valid' },
  'a certificate that a stranger issued': { naming: { by: strangersCa }, key: 'certificate.untrusted' },
}

describe('proving oneself with a signing SIM', () => {
  let national: TestNational
  let at: TestPhones
  let people = 0
  before(async () => {
    national = await testNational()
    at = phones(national)
  })
  after(() => national.stop())
  beforeEach(() => {
    national.later(3700)
    national.outside.revocation = () => ({ kind: 'good' })
  })

  const method = () => signingSimMethod(national.parts)
  const aNumber = () => `+8490${String(++people).padStart(7, '0')}`

  type Who = { handles?: Handle[]; by?: string }
  function asking(fields: Record<string, string>, { handles = [], by = 'one' }: Who = {}): Asking {
    const submission = { flowId: randomUUID(), version: 1, step: 'prove', fields, visitor: aVisitor(by) }
    const who = { accountId: handles[0]?.accountId, handles, knownBrowser: undefined }
    return { ...who, purpose: 'sign-in', submission }
  }

  async function anOwner(naming: Naming = {}) {
    const { accountId, idNumber } = await anAccount(national)
    const phone = aNumber()
    const sim = testToken(national, { subject: person(idNumber), ...naming })
    return { idNumber, phone, sim, handle: await giveSim(national, { accountId, phone, sim }) }
  }

  /** Asks the number, or the SIM of the handle, and keeps what is to be kept. */
  async function begin(phone: string, who: Who = {}) {
    const started = await method().start(asking(who.handles ? {} : { phone }, who))
    assert.ok(started.kind === 'asked', JSON.stringify(started))
    const { pending, writes } = started
    await national.db.transaction().execute(async tx => writes?.(tx))
    assert.ok(pending.state === 'open')
    return pending
  }

  const answer = (pending: SimPending, fields = {}, who: Who = {}) => method().answer(asking(fields, who), pending)
  const keyOf = (verdict: Verdict<SimPending>) => (verdict.kind === 'refused' ? verdict.errors.form?.key : verdict.kind)

  it('takes a signature over what this portal asked, in either form, with and without a name', async () => {
    const { phone, sim, handle } = await anOwner()
    for (const format of ['cms', 'pkcs1'] as const) {
      for (const who of [{ handles: [handle] }, {}]) {
        national.later(60)
        const pending = await begin(phone, who)
        await at.confirm(phone, sim, { format })
        const verdict = await answer(pending, {}, who)
        assert.ok(verdict.kind === 'proved', JSON.stringify(verdict))
        const references = ['sc', 'pin', 'mca', 'mfa']
        assert.deepEqual(verdict.proof, { method: 'signing-sim', strength: 'strong', references, handle })
      }
    }
  })

  it('shows on the phone who asks, why, and the code of the page', async () => {
    const { phone } = await anOwner()
    const pending = await begin(phone)
    await at.follow()
    const { displayed, content, seconds } = national.sims.prompt(phone).question
    assert.equal(verificationCodeIn(displayed), pending.code)
    assert.match(displayed, /^Một Cửa \(cong\.test:4000\): đăng nhập\./)
    assert.ok(displayed.length <= 119, displayed)
    assert.ok(seconds > 60 && seconds < 120)
    const [form, origin, purpose, nonce, ...rest] = Buffer.from(content).toString().split('\n')
    assert.deepEqual([form, origin, purpose, rest], ['motcua-sim-prompt-1', ORIGIN, 'sign-in', [displayed]])
    assert.equal(nonce?.length, 43)
  })

  it('arrives with what the phone says, and otherwise when its time is over', async () => {
    const { phone, sim } = await anOwner()
    const pending = await begin(phone)
    const arrived = async () => method().arrived?.(pending)
    assert.equal(await arrived(), false)
    assert.equal(keyOf(await answer(pending)), 'asked')
    await at.confirm(phone, sim)
    assert.equal(await arrived(), true)
    const late = await begin((await anOwner()).phone)
    national.later(119)
    assert.equal(await method().arrived?.(late), false)
    national.later(1)
    assert.equal(await method().arrived?.(late), true)
    assert.equal(keyOf(await answer(late)), 'sim.timed-out')
  })

  for (const kind of simFailures) {
    it(`says so when what came of it is ${kind}, and may ask again`, async () => {
      const { phone } = await anOwner()
      const pending = await begin(phone)
      await at.end(phone, { kind })
      // That nobody answered is told when the time is over.
      assert.equal(await method().arrived?.(pending), kind !== 'timed-out')
      for (let look = 0; look < 12; look++) {
        national.later(10)
        await at.follow()
      }
      const verdict = await answer(pending)
      assert.ok(verdict.kind === 'refused' && verdict.pending?.state === 'over')
      assert.equal(keyOf(verdict), `sim.${kind}`)
      assert.equal(verdict.pending.error.key, `sim.${kind}`)
      assert.equal(await method().arrived?.(verdict.pending), false)
      national.later(60)
      const again = await answer(verdict.pending, { action: 'again' })
      assert.ok(again.kind === 'asked' && again.pending.state === 'open')
      assert.notEqual(again.pending.promptId, pending.promptId)
    })
  }

  it('refuses at once what the service refuses at once', async () => {
    const { phone } = await anOwner()
    national.sims.refuses.set(phone, { kind: 'no-such-sim' })
    const pending = await begin(phone)
    await at.follow()
    assert.equal(keyOf(await answer(pending)), 'sim.no-such-sim')
  })

  it('proves once, whoever shares the prompt', async () => {
    const { phone, sim } = await anOwner()
    const [one, other] = [await begin(phone), await begin(phone)]
    assert.equal(one.promptId, other.promptId)
    await at.confirm(phone, sim)
    const last = async (pending: SimPending) => {
      const verdict = await answer(pending)
      assert.ok(verdict.kind === 'proved')
      return () => national.db.transaction().execute(async tx => (await verdict.writes?.(tx))?.key)
    }
    const both = [await last(one), await last(other)]
    const said = await Promise.all(both.map(each => each()))
    assert.deepEqual(new Set(said), new Set([undefined, 'sim.spent']))
  })

  it('is refused when the SIM was taken from its account meanwhile', async () => {
    const { phone, sim, handle } = await anOwner()
    const pending = await begin(phone)
    await at.confirm(phone, sim)
    const verdict = await answer(pending)
    assert.ok(verdict.kind === 'proved')
    await handlesStore(national.db, national.parts).remove(handle.accountId, handle.id)
    assert.equal(await national.db.transaction().execute(async tx => (await verdict.writes?.(tx))?.key), 'prove.gone')
  })

  for (const [name, change] of Object.entries({
    'another content': () => Buffer.from('x'),
    'another origin': (content: Uint8Array) =>
      Buffer.from(Buffer.from(content).toString().replace(ORIGIN, 'http://x.test')),
    'another purpose': (content: Uint8Array) =>
      Buffer.from(Buffer.from(content).toString().replace('\nsign-in\n', '\nadd-method\n')),
  })) {
    it(`does not believe a service that hands over a signature of ${name}`, async () => {
      const { phone, sim } = await anOwner()
      const pending = await begin(phone)
      await at.confirm(phone, sim, { change })
      assert.equal(keyOf(await answer(pending)), 'sim.not-believed')
    })
  }

  it('does not believe the signature of another prompt, nor that of another key', async () => {
    const { phone, sim } = await anOwner()
    await begin(phone)
    await at.follow()
    const { content } = national.sims.prompt(phone).question
    const earlier = signedBySim(sim, content)
    await at.end(phone, { kind: 'declined' })
    national.later(60)
    const pending = await begin(phone)
    await at.end(phone, { kind: 'signed', signature: earlier })
    assert.equal(keyOf(await answer(pending)), 'sim.not-believed')
    national.later(60)
    const next = await begin(phone)
    await at.confirm(phone, { certificate: sim.certificate, key: testToken(national).key })
    assert.equal(keyOf(await answer(next)), 'sim.not-believed')
  })

  for (const [name, { naming, key }] of Object.entries(wrong)) {
    it(`refuses ${name}, although it was registered`, async () => {
      const { phone, sim, handle } = await anOwner(naming)
      const pending = await begin(phone)
      await at.confirm(phone, sim)
      const verdict = await answer(pending)
      assert.equal(keyOf(verdict), key)
      assert.ok(verdict.kind === 'refused' && verdict.accountId === handle.accountId && !verdict.introduced)
    })
  }

  it('refuses what was revoked, and what nobody answers for', async () => {
    for (const [status, key] of [
      [{ kind: 'revoked', reason: 'revoked', since: new Date('2026-11-01T03:00:00Z') }, 'certificate.revoked'],
      [{ kind: 'unavailable' }, 'certificate.revocation-unavailable'],
    ] as const) {
      const { phone, sim } = await anOwner()
      national.outside.revocation = () => status
      const pending = await begin(phone)
      await at.confirm(phone, sim)
      assert.equal(keyOf(await answer(pending)), key)
    }
  })

  it('does not sign in the owner of another number, whose SIM a service asked instead', async () => {
    const [one, other] = [await anOwner(), await anOwner()]
    const pending = await begin(one.phone)
    await at.confirm(one.phone, other.sim)
    assert.equal(keyOf(await answer(pending)), 'sim.not-believed')
  })

  it('does not take the SIM of another account for one’s own', async () => {
    const [one, other] = [await anOwner(), await anOwner()]
    const who = { handles: [one.handle] }
    const pending = await begin(one.phone, who)
    await at.confirm(one.phone, other.sim)
    const verdict = await answer(pending, {}, who)
    assert.equal(keyOf(verdict), 'sim.foreign')
    assert.ok(verdict.kind === 'refused' && !verdict.introduced)
  })

  it('introduces whoever no account has registered, with the number, and once', async () => {
    const phone = aNumber()
    const sim = testToken(national, { subject: person('030190999999'), by: governmentCa })
    const pending = await begin(phone)
    await at.confirm(phone, sim)
    const verdict = await answer(pending)
    assert.equal(keyOf(verdict), 'sim.unknown')
    assert.ok(verdict.kind === 'refused' && verdict.introduced)
    const { handle, certified } = verdict.introduced
    assert.equal(handle.value, sim.certificate.fingerprint)
    assert.deepEqual([certified.authority, certified.phone], ['government', phone])
    const kept: Certified = keptCertificate({ detail: handle.detail })
    assert.deepEqual(kept, JSON.parse(JSON.stringify(certified)))
    assert.equal(keyOf(await answer(pending)), 'asked')
  })

  it('says beside the number what is wrong with it', async () => {
    const started = await method().start(asking({ phone: '0123' }))
    assert.deepEqual(started.kind === 'refused' && Object.keys(started.errors), ['phone'])
  })

  it('is shown by its number’s ends, authority and end, with a warning from 60 days before', async () => {
    const line = async (naming: Naming): Promise<[string, Issued]> => {
      const { handle, sim } = await anOwner(naming)
      return [String(method().line([handle], 'vi').text), sim]
    }
    const [text, { certificate }] = await line({})
    assert.match(text, /090\*\*\*\*\d{3} · TEST-CA v1 · hết hạn \d\d\/\d\d\/2027/)
    assert.doesNotMatch(text, new RegExp(certificate.subject.commonName ?? ''))
    assert.match((await line({ days: [-300, 59] }))[0], /sắp hết hạn/)
  })
})
