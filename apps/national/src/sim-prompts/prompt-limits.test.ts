import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, it } from 'node:test'
import { browserName } from '@motcua/sign-in/limits/known-browser.ts'
import { sessionStore } from '@motcua/sign-in/session/session-store.ts'
import { signInTables } from '@motcua/sign-in/tables.ts'
import { anAccount } from '../flows/test-account.ts'
import { giveSim, phones, type TestPhones } from '../methods/signing-sim/test-sim.ts'
import { person, testToken } from '../methods/usb-token/test-token.ts'
import { aVisitor, type TestNational, testNational } from '../test-national.ts'
import { type Asks, asks, saidOf } from './test-asking.ts'

describe('how often a signing SIM may be asked', () => {
  let national: TestNational
  let at: TestPhones
  let people = 0
  before(async () => {
    national = await testNational()
    at = phones(national)
  })
  after(() => national.stop())
  beforeEach(() => national.later(7300))

  const aNumber = () => `+8493${String(++people).padStart(7, '0')}`

  /** Asks and lets the prompt end, so that the next one finds the number free. */
  async function once(asking: Asks, end: 'declined' | 'busy' = 'busy'): Promise<string> {
    const asked = await asks(national, asking)
    if (asked.kind === 'asked' && asked.writes) await at.end(asking.phone, { kind: end })
    return saidOf(asked)
  }

  async function spaced(asking: Asks, end?: 'declined'): Promise<string> {
    national.later(31)
    return once(asking, end)
  }

  async function times(count: number, asking: (round: number) => Asks): Promise<string[]> {
    const said: string[] = []
    for (let round = 0; round < count; round++) said.push(await spaced(asking(round)))
    return said
  }

  /** Somebody whose browser has signed in to the account that has the SIM of this number. */
  async function anOwner() {
    const { accountId, idNumber } = await anAccount(national)
    const [phone, by] = [aNumber(), `owner ${++people}`]
    await giveSim(national, { accountId, phone, sim: testToken(national, { subject: person(idNumber) }) })
    await remember(accountId, by)
    return { phone, by, accountId }
  }

  const remember = (accountId: string, by: string) =>
    sessionStore(signInTables(national.db)).rememberBrowser({
      ...{ accountId, browser: aVisitor(by).browser, now: national.time.now },
    })

  it('not twice within half a minute from one browser', async () => {
    const phone = aNumber()
    assert.equal(await once({ phone }), 'asked')
    assert.equal(await once({ phone }), 'sim.too-soon')
    assert.equal(await once({ phone, by: 'two' }), 'asked')
  })

  it('as if nobody had asked, where another browser of the same place just did', async () => {
    const phone = aNumber()
    await asks(national, { phone })
    const { place } = aVisitor('one')
    assert.equal(saidOf(await asks(national, { phone, by: 'beside it', place })), 'asked')
  })

  it('not while a stranger’s prompt is on the phone, of which its owner’s browser is told', async () => {
    const { phone, by } = await anOwner()
    await asks(national, { phone, by: 'a stranger' })
    const told = await asks(national, { phone, by })
    assert.deepEqual(told.kind === 'refused' && told.error, { key: 'sim.other-open', values: { seconds: 120 } })
    await at.end(phone, { kind: 'declined' })
    assert.equal(saidOf(await asks(national, { phone, by })), 'asked')
  })

  it('five times an hour from one place, and eight from all strangers together', async () => {
    const phone = aNumber()
    assert.deepEqual(await times(6, () => ({ phone })), [...Array(5).fill('asked'), 'sim.too-many'])
    assert.deepEqual(await times(4, round => ({ phone, by: `other ${round}` })), [
      ...Array(3).fill('asked'),
      'sim.too-many',
    ])
    national.later(3601)
    assert.equal(await once({ phone }), 'asked')
  })

  it('thirty times an hour from one place, whatever the numbers', async () => {
    const said = await times(31, round => ({ phone: aNumber(), by: `browser ${round}`, place: 'an office' }))
    assert.deepEqual(said, [...Array(30).fill('asked'), 'sim.too-many'])
  })

  it('three hundred times an hour from one range, however many places it has', async () => {
    const { max } = national.parts.rules.simPrompts.perRange
    const from = (count: number) =>
      asks(national, { phone: aNumber(), by: `bot ${count}`, place: `2001:db8:7:${count}::/64` })
    for (let count = 0; count < max; count++) assert.equal(saidOf(await from(count)), 'asked')
    assert.equal(saidOf(await from(max)), 'sim.too-many')
    const elsewhere = { phone: aNumber(), by: 'a neighbour', place: '2001:db8:8:1::/64' }
    assert.equal(saidOf(await asks(national, elsewhere)), 'asked')
  })

  it('not for a quarter of an hour by the place whose prompts were declined twice, and by others still', async () => {
    const phone = aNumber()
    assert.equal(await spaced({ phone }, 'declined'), 'asked')
    assert.equal(await spaced({ phone }, 'declined'), 'asked')
    assert.equal(await spaced({ phone }), 'sim.rests')
    assert.equal(await spaced({ phone, by: 'two' }), 'asked')
    assert.equal(await spaced({ phone: aNumber() }), 'asked')
    national.later(15 * 60)
    assert.equal(await once({ phone }), 'asked')
  })

  it('by its owner’s known browser whatever strangers have used up at the same place', async () => {
    const { phone, by } = await anOwner()
    const { place } = aVisitor('a bomber')
    assert.equal(await spaced({ phone, by: 'a bomber' }, 'declined'), 'asked')
    assert.equal(await spaced({ phone, by: 'a bomber' }, 'declined'), 'asked')
    assert.equal(await spaced({ phone, by: 'a stranger', place }), 'sim.rests')
    assert.equal(await spaced({ phone, by, place }), 'asked')
    await times(8, round => ({ phone, by: `bomber ${round}` }))
    await times(29, round => ({ phone: aNumber(), by: `office ${round}`, place }))
    assert.equal(await spaced({ phone: aNumber(), by: 'a stranger', place }), 'sim.too-many')
    assert.equal(await spaced({ phone, by: 'another', place: 'elsewhere' }), 'sim.too-many')
    assert.deepEqual(await times(5, () => ({ phone, by, place })), [...Array(4).fill('asked'), 'sim.too-many'])
  })

  it('by its owner’s known browser also after they declined by mistake', async () => {
    const { phone, by } = await anOwner()
    for (const end of ['declined', 'declined'] as const) assert.equal(await spaced({ phone, by }, end), 'asked')
    assert.equal(await spaced({ phone, by }), 'asked')
    assert.equal(await spaced({ phone, by: 'who shares the place', place: aVisitor(by).place }), 'asked')
  })

  it('as a stranger asks, by the known browser of an account that has another SIM', async () => {
    const [{ phone }, other] = [await anOwner(), await anOwner()]
    const knownBrowser = browserName(aVisitor(other.by))
    const asking = { phone, by: other.by, accountId: other.accountId, knownBrowser, purpose: 'add-method' } as const
    for (const end of ['declined', 'declined'] as const) assert.equal(await spaced(asking, end), 'asked')
    assert.equal(await spaced(asking), 'sim.rests')
  })
})
