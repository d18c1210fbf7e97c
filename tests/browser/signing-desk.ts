import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Page } from 'playwright-core'
import type { Visit } from './visit.ts'

const MAIN = join(import.meta.dirname, '../../apps/signing-agent/src/main.ts')

export type Agent = { stop(): Promise<void> }
export type Plugged = { token: string } | { module: string }

/** The person's own computer with the agent running on it and tokens plugged in, as `npm run agent` starts it. */
export async function startAgentAt({ world }: Visit, plugged: Plugged[], port = world.agentPort): Promise<Agent> {
  const folder = await mkdtemp(join(tmpdir(), 'motcua-agent-'))
  const files = await Promise.all(
    plugged.flatMap(each => ('token' in each ? [fetched(world.lab.url, each.token, folder)] : [])),
  )
  const modules = plugged.flatMap(each => ('module' in each ? [each] : []))
  const args = [
    ...['--port', String(port), '--data', folder],
    ...files.flatMap(file => ['--p12', file]),
    ...modules.flatMap(({ module }) => ['--module', module]),
  ]
  const env = { ...process.env, LANG: 'vi_VN.UTF-8' }
  const agent = spawn(process.execPath, [MAIN, ...args], { env, stdio: ['ignore', 'pipe', 'inherit'] })
  await announced(agent)
  return {
    async stop() {
      const ended = new Promise(resolve => void agent.once('exit', resolve))
      if (agent.exitCode === null && agent.kill()) await ended
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function fetched(lab: string, token: string, folder: string): Promise<string> {
  const answer = await fetch(`${lab}/api/tokens/${token}.p12`)
  assert.equal(answer.status, 200, `the lab has no token ${token}`)
  const file = join(folder, `${token}.p12`)
  await writeFile(file, Buffer.from(await answer.arrayBuffer()), { mode: 0o600 })
  return file
}

async function announced({ stdout }: ChildProcess): Promise<void> {
  assert.ok(stdout)
  const lines = createInterface(stdout)
  const said: string[] = []
  for await (const line of lines) {
    said.push(line)
    if (/http:\/\/127\.0\.0\.1:\d+/.test(line)) return
  }
  throw new Error(`the agent did not start: ${said.join('\n')}`)
}

/** Presses the portal's button, and gives the window of the agent that opens. */
export async function agentWindow(at: Visit, name: string): Promise<Page> {
  const opening = at.page.waitForEvent('popup')
  await at.page.locator('main').getByRole('button', { name, exact: true }).click()
  const popup = await opening
  return popup
}

export type Signing = {
  pin: string
  certificate?: RegExp
  /** The site never asked this agent before. */
  first?: 'first-time'
  /** The certificate was chosen already. */
  at?: 'pin'
  button?: 'Đăng nhập' | 'Ký'
}

/** Everything the person does in the agent's window: lets the site ask, chooses, enters the PIN, signs. */
export async function signIn(popup: Page, { pin, certificate, first, at, button = 'Đăng nhập' }: Signing) {
  if (first) await popup.getByRole('button', { name: 'Cho phép' }).click()
  if (certificate) await popup.getByText(certificate).first().click()
  if (at !== 'pin') await popup.getByRole('button', { name: 'OK', exact: true }).click()
  await popup.getByLabel('Mã PIN', { exact: true }).fill(pin)
  const closing = popup.waitForEvent('close')
  await popup.getByRole('button', { name: button, exact: true }).click()
  await closing
}
