import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Issued } from '@motcua/pki/test-authority.ts'
import { signInByMethod } from '../flows/sign-in/by-method.ts'
import { anAccount, going } from '../flows/test-account.ts'
import { giveSim, phones, signedBySim } from '../methods/signing-sim/test-sim.ts'
import { person, testToken } from '../methods/usb-token/test-token.ts'
import { methodOf } from '../steps/prove.ts'
import { aVisitor, type TestNational, testNational } from '../test-national.ts'
import type { SimStanding } from '../upstream/sim-signing.ts'

const SIGN_INS = 200
const SEED = 20_261_124
/** A phone that is asked by nobody but its owner, and one that strangers ask as well. */
type Person = { accountId: string; phone: string; sim: Issued; by: string }
type Way = ReturnType<typeof beginning>

/** Everything that is left to chance, the same for one seed (mulberry32). */
function chanceOf(seed: number) {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

const strangerTo = ({ by }: Person) => `stranger to ${by}`

function beginning(national: TestNational, of: Person) {
  const flow = signInByMethod(national.parts, methodOf(national.parts, 'signing-sim'))
  return { of, done: false, ...going(national, flow, aVisitor(of.by)) }
}

describe('two hundred sign-ins by signing SIM at once', () => {
  let national: TestNational
  before(async () => {
    national = await testNational()
  })
  after(() => national.stop())

  async function everybody(): Promise<Person[]> {
    const people: Person[] = []
    for (let count = 0; count < SIGN_INS; count++) {
      const { accountId, idNumber } = await anAccount(national)
      const sim = testToken(national, { subject: person(idNumber) })
      const phone = `+8494${String(count).padStart(7, '0')}`
      await giveSim(national, { accountId, phone, sim })
      people.push({ accountId, phone, sim, by: `owner ${count}` })
    }
    return people
  }

  /** In whose accounts each browser is now. */
  async function entered(): Promise<Map<string, string[]>> {
    const rows = await national.db.selectFrom('known_browsers').select(['account_id', 'browser']).execute()
    const names = new Map<string, string[]>()
    for (const { browser, account_id } of rows) {
      const name = browser.toString().trim()
      names.set(name, [...(names.get(name) ?? []), account_id])
    }
    return names
  }

  it('lets in everybody as themselves and nobody as somebody else', async t => {
    const chance = chanceOf(SEED)
    const shuffled = <T>(items: T[]) =>
      items
        .map(item => ({ item, at: chance() }))
        .sort((a, b) => a.at - b.at)
        .map(({ item }) => item)
    const people = await everybody()
    const mixed = shuffled(people)
    const followers = [phones(national), phones(national)]
    // A fifth of the numbers is asked by a stranger too: some are first, and then their owner declines.
    const strangers = people.filter(() => chance() < 0.2).map(of => ({ ...of, by: strangerTo(of) }))
    const ways = shuffled([...mixed, ...strangers]).map(of => beginning(national, of))
    await Promise.all(ways.map(way => begun(way)))
    const answered = new Map<string, SimStanding>()
    for (let rounds = 0; rounds < 400 && ways.some(({ done }) => !done); rounds++) {
      await Promise.all(followers.map(each => each.follow()))
      answer(shuffled(national.sims.prompts), answered)
      national.later(2)
      await Promise.all(shuffled(ways.filter(({ done }) => !done && chance() < 0.3)).map(way => look(way)))
    }
    const inside = await entered()
    for (const { by, accountId } of people) assert.deepEqual(inside.get(by), [accountId], by)
    for (const { by } of strangers) assert.equal(inside.get(by), undefined, by)
    t.diagnostic(`${strangers.length} strangers, ${national.sims.prompts.length} prompts`)

    async function begun(way: Way): Promise<void> {
      const at = await way.submit('begin', { phone: way.of.phone })
      assert.ok(at.kind === 'at' && at.state.step === 'prove', JSON.stringify(at))
      read(way, at.state.pending)
    }

    /** Each at a time of its own: the owner signs what their own page shows, and nothing else. */
    function answer(prompts: typeof national.sims.prompts, done: Map<string, SimStanding>): void {
      for (const prompt of prompts) {
        const { transaction, question } = prompt
        if (done.has(transaction.id) || chance() > 0.3) continue
        const owner = people.find(({ phone }) => phone === question.phone)
        assert.ok(owner)
        const shows = (by: string) => codes.get(by)?.some(code => question.displayed.endsWith(code))
        // One code in ten thousand is a stranger's too; this owner then asks again.
        const isMine = shows(owner.by) && !shows(strangerTo(owner))
        // A service that repeats itself, late and for somebody else: the signature of another transaction.
        const stray = chance() < 0.05 && [...done.values()].find(({ kind }) => kind === 'signed')
        // One that asks the wrong phone, whose owner enters the PIN all the same.
        const misled = chance() < 0.05 && people[Math.floor(chance() * people.length)]
        const other = misled && misled !== owner && signedBySim(misled.sim, question.content)
        prompt.standing =
          stray ||
          (other ? { kind: 'signed', signature: other } : undefined) ||
          (isMine ? { kind: 'signed', signature: signedBySim(owner.sim, question.content) } : { kind: 'declined' })
        done.set(transaction.id, prompt.standing)
      }
    }

    /** A page that looks, now and then twice at once; what was over is asked again. */
    async function look(way: Way): Promise<void> {
      const at = await way.look()
      if (at.kind !== 'at' || at.state.step !== 'prove') {
        way.done = true
        return
      }
      const pending = at.state.pending as { state: string }
      const isStranger = way.of.by.startsWith('stranger')
      if (pending.state === 'over' && isStranger) {
        way.done = true
        return
      }
      const fields: Record<string, string> = pending.state === 'over' ? { action: 'again' } : {}
      if (pending.state === 'over' && chance() > 0.1) return
      const submissions = [1, 2].slice(chance() < 0.5 ? 1 : 0).map(() => way.submit('prove', fields))
      for (const next of await Promise.all(submissions))
        if (next.kind === 'at' && next.state.step === 'prove') read(way, next.state.pending)
    }
  })

  const codes = new Map<string, string[]>()
  /** What a browser's pages have shown so far. */
  function read({ of: { by } }: Way, pending: unknown): void {
    const { code } = pending as { code?: string }
    if (code) codes.set(by, [...(codes.get(by) ?? []), code])
  }
})
