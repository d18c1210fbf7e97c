import assert from 'node:assert/strict'
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { parseKeys } from '@motcua/kit/keys.ts'
import { type Launched, launch } from './launch.ts'
import type { Planned } from './plan.ts'

const folder = await mkdtemp(join(tmpdir(), 'motcua-launch-'))
after(() => rm(folder, { recursive: true, force: true }))

/** Answers like an app as far as the launcher looks, and ends when it is told to. */
const STAND_IN = `
  import { createServer } from 'node:http'
  createServer((request, response) => {
    if (request.url === '/die') process.exit(3)
    response.end(process.env.DATABASE_URL ?? '')
  }).listen(Number(process.env.MOTCUA_PORT ?? process.env.MOTCUA_LAB_PORT))`
const main = join(folder, 'stand-in.mjs')
await writeFile(main, STAND_IN)
const standIns = (processes: Planned[]) => processes.map(plan => ({ ...plan, main }))

const port = 20_000 + (process.pid % 20_000)
const said: string[] = []
const start = (at = port) =>
  launch(
    {
      ...{ folder: join(folder, 'held'), port: at, host: '127.0.0.1', vneid: 'off' },
      ...{ agentPackages: join(folder, 'agent-packages'), print: line => said.push(line) },
    },
    standIns,
  )

type Running = Extract<Launched, { kind: 'running' }>

async function running(): Promise<Running> {
  const launched = await start()
  assert.equal(launched.kind, 'running')
  if (launched.kind !== 'running') throw new Error('unreachable')
  await launched.ready()
  return launched
}

const ask = (path: string) =>
  fetch(`http://127.0.0.1:${port}${path}`).then(
    response => response.text(),
    () => undefined,
  )

test('every process answers, each portal on a database of its own, and stops with the launcher', async () => {
  const launched = await running()
  const urls = launched.processes.flatMap(({ environment }) => environment.DATABASE_URL ?? [])
  assert.equal(new Set(urls).size, 3)
  const national = launched.processes.find(({ name }) => name === 'national')?.environment
  assert.equal(await ask('/'), national?.DATABASE_URL)
  assert.equal(national?.MOTCUA_VNEID_ISSUER, undefined, 'VNeID is off unless it is wanted')
  await launched.stop()
  assert.equal(await ask('/'), undefined)
})

test('secrets are made once, for their owner only, and are keys that the apps accept', async () => {
  const secrets = join(folder, 'held/secrets')
  const before = await readFile(join(secrets, 'national.keys.json'), 'utf8')
  assert.deepEqual(
    parseKeys(before).oidc?.keys.map(({ alg }) => alg),
    ['ES256', 'RS256'],
  )
  for (const name of await readdir(secrets)) assert.equal((await stat(join(secrets, name))).mode & 0o777, 0o600, name)
  await (await running()).stop()
  assert.equal(await readFile(join(secrets, 'national.keys.json'), 'utf8'), before)
})

test('a second launch on the same data is refused and names the first', async () => {
  const launched = await running()
  assert.deepEqual(await start(port + 100), { kind: 'already-running', pid: process.pid })
  await launched.stop()
})

test('a port that is taken is named, and the data is free again', async () => {
  const squatter = createServer().listen(port + 1, '127.0.0.1')
  assert.deepEqual(await start(), { kind: 'port-taken', port: port + 1 })
  await new Promise(resolve => squatter.close(resolve))
  await (await running()).stop()
})

test('a process that dies is started again, and that is said', async () => {
  const launched = await running()
  await ask('/die')
  await new Promise(resolve => setTimeout(resolve, 100))
  await launched.ready()
  assert.ok(said.includes('national: ended (status 3) and is started again'), said.join('\n'))
  await launched.stop()
})
