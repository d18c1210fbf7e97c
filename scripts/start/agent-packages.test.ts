import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { until } from '../../tests/until.ts'
import { takeTurn } from '../agent/one-at-a-time.ts'
import { agentPackages } from './agent-packages.ts'

const data = await mkdtemp(join(tmpdir(), 'motcua-agent-packages-'))
// What is installed for this system is enough: no network, and nothing that npm has kept.
process.env.npm_config_offline = 'true'
process.env.npm_config_cache = join(data, 'npm')
after(() => rm(data, { recursive: true, force: true }))
const folder = join(data, 'agent-packages')
const cache = join(data, 'agent-runtimes')
const said: string[] = []
const options = { folder, data, print: (line: string) => void said.push(line) }
const holder = async () => Number(await readFile(join(cache, 'building.pid'), 'utf8').catch(() => '0'))
const isGone = (pid: number) => !existsSync(`/proc/${pid}`)

test('stopped while it builds, no process and no half package is left, and nothing is offered', async () => {
  const packages = agentPackages({ ...options, building: 'on' })
  assert.match(packages.about, /are built now/)
  packages.begin()
  await until(async () => (await readdir(folder).catch(() => [])).length > 0 && 'begun', 60_000)
  const pid = await holder()
  assert.ok(pid > 0 && pid !== process.pid)
  await packages.stop()
  assert.ok(isGone(pid))
  assert.deepEqual(await readdir(folder), [])
  assert.deepEqual(await readdir(cache), [])
})

test('what a killed build left is cleared away, and the packages of what is installed are built', async () => {
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, 'motcua-agent_0.9.0_amd64.deb'), 'of an earlier version')
  await writeFile(join(folder, 'motcua-agent_1.0.0_amd64.deb.partial'), 'half')
  const NOBODY = 4_194_305
  await writeFile(join(cache, 'building.pid'), String(NOBODY))
  const packages = agentPackages({ ...options, building: 'on' })
  packages.begin()
  await until(async () => existsSync(join(folder, 'manifest.json')) && 'built', 120_000)
  await until(async () => said.some(line => line.includes('packages of version')) && 'said', 10_000)
  await packages.stop()
  const { packages: offered } = JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8'))
  const names = offered.map(({ file }: { file: string }) => file)
  assert.ok(names.includes(`motcua-agent-1.0.0-${process.platform}-${process.arch}.tar.gz`), names.join())
  assert.deepEqual((await readdir(folder)).sort(), ['built.json', 'manifest.json', ...names].sort())
})

test('nothing is begun where it is off', async () => {
  await rm(folder, { recursive: true, force: true })
  const packages = agentPackages({ ...options, building: 'off' })
  packages.begin()
  await packages.stop()
  assert.ok(!existsSync(folder))
  assert.doesNotMatch(packages.about, /are built now/)
})

test('one builds at a time, and who comes second is told who', () => {
  const first = takeTurn(cache)
  assert(first.kind === 'ours')
  assert.deepEqual(takeTurn(cache), { kind: 'taken', pid: process.pid })
  first.giveBack()
  const next = takeTurn(cache)
  assert(next.kind === 'ours')
  next.giveBack()
})
