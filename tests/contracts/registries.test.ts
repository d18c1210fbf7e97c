import assert from 'node:assert/strict'
import { after, afterEach, before, describe, it } from 'node:test'
import { labFaultKinds } from '@motcua/contracts/lab-api.ts'
import type { RegistryOptions } from '../../apps/national/src/upstream/registry-http.ts'
import { insuranceClient, type RunningLab, registryClient, runLab, until } from './lab.ts'
import { insured, socialInsurance, subscriber, subscriberRegistry } from './registries.ts'
import { keptLog, standInRegistry } from './stand-in.ts'

/** Asks about a persona who states the truth; answers what kind of answer came. */
type Ask = (persona: string) => Promise<string>
type Registry = {
  upstream: 'subscriber-registry' | 'social-insurance'
  open(at: RunningLab, changes?: Partial<RegistryOptions>): Ask
  /** Personas by what is the matter with their record. */
  other: string
  away: string
  garbage: string
  client: { id: string; secret: string }
  othersClient: { id: string; secret: string }
}

const registries: Registry[] = [
  {
    upstream: 'subscriber-registry',
    open: (at, changes) => {
      const { confirm } = subscriberRegistry(at, changes)
      return async persona => (await confirm(subscriber(persona))).kind
    },
    ...{ other: 'khac-ten', away: 'nha-mang-tat', garbage: 'nha-mang-loi' },
    ...{ client: registryClient, othersClient: insuranceClient },
  },
  {
    upstream: 'social-insurance',
    open: (at, changes) => {
      const { confirm } = socialInsurance(at, changes)
      return async persona => (await confirm(insured(persona))).kind
    },
    ...{ other: 'bhxh-khac-ten', away: 'bhxh-tat', garbage: 'bhxh-loi' },
    ...{ client: insuranceClient, othersClient: registryClient },
  },
]

for (const registry of registries) {
  const { upstream, client, othersClient } = registry
  describe(`the registry ${upstream}`, () => {
    let lab: RunningLab
    before(async () => {
      lab = await runLab()
    })
    after(() => lab.stop())
    afterEach(() => lab.clear())
    const open = (changes: Partial<RegistryOptions> = {}) => registry.open(lab, changes)

    for (const fault of labFaultKinds) {
      it(`is unavailable within the time allowed when it is ${fault}, and answers again afterwards`, async () => {
        const ask = open({ restMs: 50, timeoutMs: 3_000 })
        assert.equal(await ask('thu-ha'), 'match')
        await lab.fault(upstream, fault)
        // The slow registry would say `match` after half a minute: this answer is the time limit's.
        assert.equal(await ask('thu-ha'), 'unavailable')
        await lab.clear()
        assert.equal(await ask('thu-ha'), 'match')
      })

      it(`is unavailable when its token endpoint is ${fault}`, async () => {
        await lab.fault(upstream, fault)
        assert.equal(await open({ timeoutMs: 3_000 })('thu-ha'), 'unavailable')
      })
    }

    it('is well while the other one is down', async () => {
      const other = registries.find(each => each !== registry)?.upstream
      assert.ok(other)
      await lab.fault(other, 'down')
      assert.equal(await open()('thu-ha'), 'match')
    })

    it('is unavailable when nobody runs it', async () => {
      assert.equal(await open({ url: 'http://127.0.0.1:9' })('thu-ha'), 'unavailable')
    })

    it('is unavailable, never a mismatch, to a wrong client, a wrong secret and the other registry’s client', async () => {
      const others = { clientId: othersClient.id, clientSecret: othersClient.secret }
      for (const changes of [{ clientSecret: 'wrong' }, { clientId: 'ai-do' }, others]) {
        assert.equal(await open(changes)('thu-ha'), 'unavailable')
      }
    })

    it('is left alone for a while after five failures in a row, then asked again', async () => {
      const ask = open({ restMs: 2_000 })
      await lab.fault(upstream, 'garbage')
      for (let turn = 0; turn < 5; turn += 1) await ask('thu-ha')
      await lab.clear()
      // It would answer again; that it is not asked shows that it is left alone.
      assert.equal(await ask('thu-ha'), 'unavailable')
      await until(async () => (await ask('thu-ha')) === 'match')
    })

    it('answers everybody else while one that stands behind it is down', async () => {
      const ask = open()
      for (let turn = 0; turn < 8; turn += 1) assert.equal(await ask(registry.away), 'unavailable')
      assert.equal(await ask('thu-ha'), 'match')
    })

    it('is asked with a new token within the same question when it no longer knows the old one', async t => {
      const first = await runLab()
      const ask = open({ url: `${first.url}/${upstream}` })
      const earlier = await ask('thu-ha')
      await first.stop()
      const second = await runLab({ port: first.port })
      t.after(() => second.stop())
      assert.deepEqual([earlier, await ask('thu-ha')], ['match', 'match'])
    })

    it('gives one token for fifty questions at once, and none for later ones until it is about to expire', async t => {
      const counting = await standInRegistry('{"result":"mismatch"}')
      t.after(counting.stop)
      let now = new Date('2026-01-01T00:00:00Z')
      const ask = open({ url: counting.url, clock: () => now })
      const all = await Promise.all(Array.from({ length: 50 }, () => ask('duc-anh')))
      assert.ok(all.every(answer => answer === 'mismatch'))
      for (const [time, tokens] of [
        ['00:04:40', 1],
        ['00:04:50', 2],
      ] as const) {
        now = new Date(`2026-01-01T${time}Z`)
        await ask('thu-ha')
        assert.equal(counting.given(), tokens, time)
      }
    })

    it('leaves in the log what became of a call and nothing about the person', async () => {
      const { log, lines } = keptLog()
      const ask = open({ log })
      for (const persona of ['thu-ha', registry.other, registry.garbage, registry.away]) await ask(persona)
      assert.deepEqual(
        lines.map(line => JSON.parse(line).outcome),
        ['match', 'mismatch', 'unavailable', 'unavailable'],
      )
      const { phone, ...stated } = insured('thu-ha')
      for (const secret of [phone, phone.slice(3), ...Object.values(stated), client.secret]) {
        assert.ok(!lines.join('').includes(secret))
      }
    })
  })
}
