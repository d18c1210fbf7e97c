import assert from 'node:assert/strict'
import { test } from 'node:test'
import { turnstile } from './turnstile.ts'

/** Work that is over when the test says so. */
function held() {
  const { promise, resolve } = Promise.withResolvers<void>()
  return { work: () => promise, release: resolve }
}

const settled = () => new Promise(resolve => setImmediate(resolve))

test('as many as allowed work at once, as many as allowed wait, and one more is turned away', async () => {
  const pass = turnstile({ concurrency: 2, queue: 3 })
  const { work, release } = held()
  const admitted = Array.from({ length: 5 }, () => pass(work))
  assert.deepEqual(await pass(work), { kind: 'busy' })
  release()
  assert.deepEqual(await Promise.all(admitted), Array(5).fill({ kind: 'done', value: undefined }))
  assert.equal((await pass(work)).kind, 'done', 'afterwards there is room again')
})

test('never more than allowed are inside, also while places change hands', async () => {
  const pass = turnstile({ concurrency: 2, queue: 100 })
  let [inside, most] = [0, 0]
  const work = async () => {
    most = Math.max(most, ++inside)
    await settled()
    inside--
  }
  const first = Array.from({ length: 20 }, () => pass(work))
  await Promise.race(first)
  await Promise.all([...first, ...Array.from({ length: 20 }, () => pass(work))])
  assert.equal(most, 2)
})

test('those who wait go in in the order in which they came', async () => {
  const pass = turnstile({ concurrency: 1, queue: 10 })
  const order: number[] = []
  await Promise.all([1, 2, 3, 4, 5].map(number => pass(async () => order.push(number))))
  assert.deepEqual(order, [1, 2, 3, 4, 5])
})

test('work that fails, at once or later, tells its caller and gives its place back', async () => {
  const pass = turnstile({ concurrency: 1, queue: 0 })
  const failures: (() => Promise<never>)[] = [
    () => Promise.reject(new Error('broke')),
    () => {
      throw new Error('broke')
    },
  ]
  for (const work of failures) await assert.rejects(pass(work), /broke/)
  assert.deepEqual(await pass(async () => 7), { kind: 'done', value: 7 })
})
