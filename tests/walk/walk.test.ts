import assert from 'node:assert/strict'
import { randomInt } from 'node:crypto'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import { startWorld, type World } from '../world.ts'
import { choice } from './choices.ts'
import { walk } from './walker.ts'

/** A minute in every run of all tests; `MOTCUA_WALK_SECONDS=600 npm test -- tests/walk` walks for ten. */
const SECONDS = Number(process.env.MOTCUA_WALK_SECONDS ?? 60)
const SEED = Number(process.env.MOTCUA_WALK_SEED ?? randomInt(2 ** 30))
/** So many at once: wrong passwords are answered slowly, and people meet. */
const WALKERS = 8

let world: World
before(async () => {
  world = await startWorld({ slowMs: 50, smsLateMs: 50 })
})
after(() => world?.stop())

test(`nobody who presses anything with anything in it, for ${SECONDS} seconds, ever sees a 500`, async t => {
  console.log(`MOTCUA_WALK_SEED=${SEED}`)
  const seen = new Map<string, number>()
  const count = (kind: string) => void seen.set(kind, (seen.get(kind) ?? 0) + 1)
  const until = AbortSignal.timeout(SECONDS * 1000)
  const path = fc.array(choice, { minLength: 20, maxLength: 60 })
  for (let round = 0; !until.aborted; round++) {
    const walks = fc.sample(path, { seed: SEED + round, numRuns: WALKERS })
    await Promise.all(walks.map(choices => walk(world, { choices, seen: count, until })))
    await world.lab.noFaults()
  }
  const answers = [...seen.values()].reduce((sum, times) => sum + times, 0)
  t.diagnostic(`MOTCUA_WALK_SEED=${SEED}: ${answers} answers of ${seen.size} kinds of pages`)
  assert.ok(answers > SECONDS, 'a walk that goes nowhere proves nothing')
  for (const door of ['/dang-ky', '/dang-nhap', '/quen-mat-khau', '/khong-phai-toi', '/tai-khoan', '/khieu-nai/gui/']) {
    assert.ok(
      [...seen.keys()].some(kind => kind.startsWith(door)),
      `nobody ever came to ${door}`,
    )
  }
})
