import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { after, before, test } from 'node:test'
import { endMarked, MARK } from '../../scripts/processes/marked.ts'
import { portsFrom } from '../../scripts/start/plan.ts'
import { freePorts } from '../free-ports.ts'
import { titleOf } from '../journeys/page.ts'
import { at, signIn, traveller } from '../journeys/road.ts'
import { labDesk } from '../lab-desk.ts'
import { until } from '../until.ts'
import type { Sites } from '../world.ts'

const BOOTSTRAP = resolve(import.meta.dirname, '../../scripts/bootstrap.mjs')
const mark = randomUUID()
let folder: string
let port: number
let sites: Sites
let running: Started | undefined
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'motcua-start-'))
  port = await freePorts()
  const ports = portsFrom(port)
  const url = (name: keyof typeof ports) => `http://localhost:${ports[name]}`
  sites = { national: url('national'), haiDuong: url('haiduong'), quangNinh: url('second'), lab: labDesk(url('lab')) }
})
after(async () => {
  if (running) await finished(running.child, 'SIGTERM')
  await endMarked(mark)
  await rm(folder, { recursive: true, force: true })
})

type Started = { child: ChildProcess; said: string[]; ready: Promise<void> }

/** `npm start` on this folder and these ports, but for npm. */
function npmStart(at = port): Started {
  // How the agent's packages are built beside it: scripts/start/agent-packages.test.ts.
  const own = { MOTCUA_DATA: folder, MOTCUA_PORT: String(at), MOTCUA_AGENT_BUILD: 'off' }
  const environment = { ...process.env, ...own, [MARK]: mark }
  const child = spawn(process.execPath, [BOOTSTRAP, 'scripts/start.ts'], {
    ...{ env: environment, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] },
  })
  const said: string[] = []
  const { promise, resolve: isReady, reject } = Promise.withResolvers<void>()
  for (const output of [child.stdout, child.stderr]) {
    output?.setEncoding('utf8').on('data', (text: string) => {
      said.push(text)
      if (/^ready$/m.test(said.join(''))) isReady()
    })
  }
  child.once('exit', () => reject(new Error(`ended before it was ready:\n${said.join('')}`)))
  promise.catch(() => undefined)
  return { child, said, ready: promise }
}

/** Processes that were begun with this folder in their arguments, as the database server is. */
async function workingIn(path: string): Promise<number[]> {
  const pids = (await readdir('/proc')).filter(name => /^\d+$/.test(name))
  const commands = await Promise.all(pids.map(pid => readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')))
  return pids.filter((_, n) => commands[n]?.includes(path)).map(Number)
}

async function finished(child: ChildProcess, signal?: 'SIGTERM' | 'SIGKILL'): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode
  const exit = once(child, 'exit')
  if (signal) child.kill(signal)
  await exit
  return child.exitCode
}

test('it comes up, says so last, and a person registers', async () => {
  running = npmStart()
  await running.ready
  const said = running.said.join('').trimEnd()
  assert.ok(said.endsWith('\nready'), said)
  for (const address of [sites.national, sites.haiDuong, sites.quangNinh, sites.lab.url])
    assert.ok(said.includes(address))
  const account = await at('account', await traveller(sites, 'thu-ha'))
  assert.match(titleOf(account), /^Thông tin cá nhân/)
})

test('a second start on the same data names the first, and ends with status 1', async () => {
  const second = npmStart(port + 20)
  assert.equal(await finished(second.child), 1)
  assert.match(second.said.join(''), /Already running on this data \(process \d+\)/)
  assert.equal((await fetch(`${sites.national}/readyz`)).status, 200)
})

test('after kill -9 of everything the next start comes up by itself, and the account is still there', async () => {
  assert.ok(running)
  const killed = finished(running.child)
  const database = await workingIn(folder)
  assert.ok(database.length >= 1, 'the database server was found')
  for (const pid of database) process.kill(pid, 'SIGKILL')
  assert.ok((await endMarked(mark)) >= 5, 'launcher and apps were found')
  await killed
  running = npmStart()
  await running.ready
  const back = await signIn(await traveller(sites, 'thu-ha'))
  assert.match(back.html, /Đăng xuất/)
})

test('asked to stop, it ends with status 0 and leaves no process and no port taken', async () => {
  assert.ok(running)
  assert.equal(await finished(running.child, 'SIGTERM'), 0)
  assert.equal(await endMarked(mark), 0)
  await until(async () => (await workingIn(folder)).length === 0 && 'gone', 3_000)
  for (const taken of Object.values(portsFrom(port))) await assert.rejects(fetch(`http://127.0.0.1:${taken}/healthz`))
})
