import assert from 'node:assert/strict'
import { randomInt } from 'node:crypto'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import { startWorld, type World } from '../world.ts'
import { type Choice, choice } from './choices.ts'
import { walk } from './walker.ts'

/** A minute in every run of all tests; `MOTCUA_WALK_SECONDS=600 npm test -- tests/walk` walks for ten. */
const SECONDS = Number(process.env.MOTCUA_WALK_SECONDS ?? 60)
const SEED = Number(process.env.MOTCUA_WALK_SEED ?? randomInt(2 ** 31))

let world: World
before(async () => {
  world = await startWorld({ slowMs: 50, smsLateMs: 50 })
})
after(() => world?.stop())

test(`nobody who presses anything with anything in it, for ${SECONDS} seconds, ever sees a 500`, async t => {
  console.log(`MOTCUA_WALK_SEED=${SEED}`)
  const seen = new Map<string, number>()
  const property = fc.asyncProperty(fc.array(choice, { minLength: 20, maxLength: 60 }), async (choices: Choice[]) => {
    await walk(world, { choices, seen: path => seen.set(path, (seen.get(path) ?? 0) + 1) })
  })
  await fc.assert(property, {
    ...{ seed: SEED, numRuns: 1_000_000, interruptAfterTimeLimit: SECONDS * 1000, endOnFailure: true },
    ...{ markInterruptAsFailure: false, verbose: fc.VerbosityLevel.None },
  })
  const steps = [...seen.values()].reduce((sum, count) => sum + count, 0)
  t.diagnostic(`${steps} answers of ${seen.size} kinds of pages`)
  assert.ok(steps > SECONDS, 'a walk that goes nowhere proves nothing')
  for (const path of ['/dang-ky', '/dang-nhap', '/quen-mat-khau', '/khong-phai-toi']) {
    assert.ok(
      [...seen.keys()].some(each => each.startsWith(path)),
      `nobody ever came to ${path}`,
    )
  }
})
