import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { temporaryFolder } from '../test-tokens.ts'
import { pkcs11Source } from './pkcs11.ts'
import { allTokens } from './tokens.ts'

const folder = temporaryFolder(after)
const main = join(import.meta.dirname, '..', 'main.ts')
const signing = { id: 'a', challenge: { origin: 'https://a.example', nonce: 'n' }, pin: undefined }

/** A process that holds a library and does as its script says; the library's path is not looked at. */
function behaving(name: string, script: string, changed: { listMs?: number } = {}) {
  const path = join(folder, `${name}.mjs`)
  writeFileSync(path, script)
  const world = { now: 0 }
  const source = pkcs11Source({
    ...{ path: `/usr/lib/${name}.so`, command: [process.execPath, path], now: () => world.now },
    limits: { listMs: 10_000, signMs: 10_000, restMs: 15_000, ...changed },
  })
  after(source.close)
  return { source, world }
}

const GOOD = `process.on('message', ({ number }) => process.send({ number, answer: { kind: 'listed', offers: [] } }))`

test('a library that hangs is ended, and the others are listed', async () => {
  const hanging = behaving('hanging', 'setInterval(() => {}, 1000)', { listMs: 300 })
  const { offers, troubles } = await allTokens([hanging.source, behaving('good', GOOD).source]).list()
  assert.deepEqual([offers, troubles], [[], [{ source: '/usr/lib/hanging.so', because: 'too-slow' }]])
})

test('a library that crashes takes nobody with it, rests, and is tried again', async () => {
  const { source, world } = behaving('crashing', `process.kill(process.pid, 'SIGSEGV')`)
  assert.deepEqual(await source.list(), { kind: 'failed', because: 'crashed' })
  assert.deepEqual(await source.list(), { kind: 'failed', because: 'resting' })
  world.now = 15_000
  assert.deepEqual(await source.list(), { kind: 'failed', because: 'crashed' })
})

test('a crash or a hang while signing is told', async () => {
  const crash = behaving('crash-at-signing', `process.on('message', () => process.abort())`)
  assert.deepEqual(await crash.source.sign(signing), { kind: 'failed', because: 'device', detail: 'crashed' })
})

test('a list waits for a signature that is being made, and does not end it', async () => {
  const slow = `process.on('message', ({ number, ask }) => {
    if (ask.kind === 'sign') Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 900)
    process.send({ number, answer: ask.kind === 'list' ? { kind: 'listed', offers: [] } : { kind: 'pin-blocked' } })
  })`
  const { source } = behaving('slow', slow, { listMs: 500 })
  const both = await Promise.all([source.sign(signing), source.list()])
  assert.deepEqual(
    both.map(({ kind }) => kind),
    ['pin-blocked', 'listed'],
  )
})

test('a file that is no library is told, by the process that should hold it', async () => {
  const path = join(folder, 'text.so')
  writeFileSync(path, 'no library')
  const command = [process.execPath, main, 'hold-library'] as const
  const source = pkcs11Source({ path, command, now: () => 0 })
  after(source.close)
  const listing = await source.list()
  assert.ok(
    listing.kind === 'failed' && /load shared library|valid Win32/.test(listing.because),
    JSON.stringify(listing),
  )
})
