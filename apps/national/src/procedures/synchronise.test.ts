import assert from 'node:assert/strict'
import { after, beforeEach, test } from 'node:test'
import { openDb } from '@motcua/kit/db.ts'
import { type TestDb, testDb } from '@motcua/kit/test-db.ts'
import { sql } from 'kysely'
import * as migration from '../db/migrations/010-procedures.ts'
import type { CatalogueAnswer } from './catalogue-source.ts'
import { catalogueStore } from './catalogue-store.ts'
import { proceduresStore } from './procedures-store.ts'
import { keepSynchronised, type Synchronisation, synchronise } from './synchronise.ts'
import type { CheckOutcome, ProceduresTables } from './tables.ts'
import { catalogueOf, haiDuong, leThanhNghi, quangNinh } from './test-catalogues.ts'

let world: TestDb<ProceduresTables> | undefined
beforeEach(async () => {
  await world?.stop()
  world = await testDb<ProceduresTables>({ '010-procedures': migration })
})
after(() => world?.stop())

const database = () => {
  assert.ok(world)
  return world.db
}

const parts = (answers: Record<string, CatalogueAnswer>): Synchronisation & { asked: (string | undefined)[] } => {
  const asked: (string | undefined)[] = []
  return {
    provinces: [haiDuong, quangNinh],
    asked,
    read: async (url, held) => {
      asked.push(held)
      return answers[url] ?? { kind: 'unavailable', cause: 'nobody there' }
    },
    store: catalogueStore(database()),
    clock: () => new Date('2020-10-08T08:00:00Z'),
    log: { info: () => undefined, warn: () => undefined },
  }
}

const changed = (version: string): CatalogueAnswer => ({
  kind: 'changed',
  catalogue: catalogueOf('hai-duong', version),
})
const onOffer = async () => (await proceduresStore(database()).offers(leThanhNghi, { page: 1 })).total

test('A province that answers is read, one that does not is noted and comes later', async () => {
  assert.deepEqual(await synchronise(parts({ [haiDuong.catalogueUrl]: changed('version-1') })), [
    'replaced',
    'unavailable',
  ])
  assert.equal(await onOffer(), 7)
  assert.deepEqual(
    (await proceduresStore(database()).provinces()).map(one => one.code),
    ['30'],
  )
  const later = parts({
    [haiDuong.catalogueUrl]: { kind: 'unchanged' },
    [quangNinh.catalogueUrl]: { kind: 'changed', catalogue: catalogueOf('quang-ninh', 'version-1') },
  })
  assert.deepEqual(await synchronise(later), ['unchanged', 'replaced'])
  assert.deepEqual(later.asked.toSorted(), ['version-1', undefined])
})

for (const bad of ['garbage', 'unavailable'] as const) {
  test(`The last catalogue stays when the answer is ${bad}`, async () => {
    await synchronise(parts({ [haiDuong.catalogueUrl]: changed('version-1') }))
    const outcomes = await synchronise(parts({ [haiDuong.catalogueUrl]: { kind: bad, cause: 'test' } }))
    assert.equal(outcomes[0], bad)
    assert.equal(await onOffer(), 7)
    const [state] = (await catalogueStore(database()).states()).filter(one => one.gsoCode === '30')
    assert.deepEqual([state?.outcome, state?.held], [bad, true])
  })
}

test('A province that publishes under another name is garbage and changes nothing', async () => {
  const foreign: CatalogueAnswer = { kind: 'changed', catalogue: catalogueOf('quang-ninh', 'version-1') }
  assert.deepEqual(await synchronise(parts({ [haiDuong.catalogueUrl]: foreign })), ['garbage', 'unavailable'])
  assert.deepEqual(await proceduresStore(database()).provinces(), [])
})

test('A new catalogue takes the place of the old one wholly: what it drops is gone', async () => {
  await synchronise(parts({ [haiDuong.catalogueUrl]: changed('version-1') }))
  const next = catalogueOf('hai-duong', 'version-2')
  next.procedures = next.procedures.filter(one => one.nationalCode === '1.001193')
  await synchronise(parts({ [haiDuong.catalogueUrl]: { kind: 'changed', catalogue: next } }))
  assert.equal(await onOffer(), 1)
})

test('A catalogue that fails halfway into the database leaves the old one untouched', async () => {
  await synchronise(parts({ [haiDuong.catalogueUrl]: changed('version-1') }))
  await sql`alter table procedures add constraint no_two check (national_code <> '2.000488') not valid`.execute(
    database(),
  )
  await assert.rejects(synchronise(parts({ [haiDuong.catalogueUrl]: changed('version-2') })), /no_two/)
  assert.equal(await onOffer(), 7)
  assert.equal(await catalogueStore(database()).version('30'), 'version-1')
})

test('Processes that bring the same news at once replace the catalogue once, the first time and later', async () => {
  for (const version of ['version-1', 'version-2', 'version-3']) {
    const answers = { [haiDuong.catalogueUrl]: changed(version) }
    const rounds = Array.from({ length: 8 }, () => synchronise(parts(answers)))
    const outcomes = (await Promise.all(rounds)).map(([outcome]) => outcome)
    assert.deepEqual(outcomes.toSorted(), ['replaced', ...Array(7).fill('unchanged')].toSorted())
    assert.equal(await onOffer(), 7)
  }
})

test('Readers see a whole catalogue at every moment of a replacement', async () => {
  await synchronise(parts({ [haiDuong.catalogueUrl]: changed('version-0') }))
  let running = true
  const seen = new Set<number>()
  const reader = (async () => {
    while (running) seen.add(await onOffer())
  })()
  for (let round = 1; round <= 10; round++) {
    await synchronise(parts({ [haiDuong.catalogueUrl]: changed(`version-${round}`) }))
  }
  running = false
  await reader
  assert.deepEqual([...seen], [7])
})

test('The migration can be taken back and run again', async () => {
  assert.ok(world)
  const untyped = openDb<unknown>(world.url)
  await migration.down(untyped)
  await migration.up(untyped)
  await untyped.destroy()
  assert.deepEqual(await proceduresStore(database()).provinces(), [])
})

const rhythm = { everyMs: 600_000, afterFailureMs: 5_000 }

test('Rounds follow each other sooner while a province has not answered, and end when told', async () => {
  const rounds: CheckOutcome[][] = [
    ['replaced', 'unavailable'],
    ['unchanged', 'replaced'],
    ['unchanged', 'garbage'],
  ]
  const end = new AbortController()
  const pauses: number[] = []
  const pause = async (milliseconds: number) => {
    pauses.push(milliseconds)
    if (pauses.length === 3) end.abort()
  }
  await keepSynchronised(async () => rounds[pauses.length] ?? [], rhythm, {
    signal: end.signal,
    pause,
    failed: error => assert.fail(String(error)),
  })
  assert.deepEqual(pauses, [5_000, 600_000, 600_000])
})

test('A round that throws is told and tried again', async () => {
  const end = new AbortController()
  const failures: unknown[] = []
  const round = async (): Promise<CheckOutcome[]> => {
    if (failures.length === 0) throw new Error('database restarting')
    end.abort()
    return []
  }
  const pauses: number[] = []
  const pause = async (milliseconds: number) => void pauses.push(milliseconds)
  await keepSynchronised(round, rhythm, { signal: end.signal, pause, failed: error => failures.push(error) })
  assert.equal(failures.length, 1)
  assert.deepEqual(pauses, [5_000])
})
