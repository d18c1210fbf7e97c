import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { AGENT_PATH, agentOrigin } from '@motcua/contracts/agent.ts'
import type { BrowserContext, Page } from 'playwright-core'
import { authenticate, hello } from '../../apps/signing-agent/src/test-agent.ts'

export type Said = { type: string; reason?: string; token?: Token; from: string }
export type Token = { unverifiedCertificate: string; algorithm: string; signature: string }

/** A site, or somebody pretending to be one: an empty page that keeps hold of the windows it opens. */
export type TestSite = { origin: string; port: number; close(): void }

/** `policy`: whether it keeps hold of its windows as it becomes another site (Cross-Origin-Opener-Policy). */
export async function testSite(
  host: 'localhost' | '127.0.0.1',
  policy: 'same-origin-allow-popups' | 'unsafe-none' = 'same-origin-allow-popups',
): Promise<TestSite> {
  const server: Server = createServer((_, response) => {
    response.writeHead(200, { 'content-type': 'text/html', 'cross-origin-opener-policy': policy })
    response.end('<!doctype html><title>Site</title><p>Site</p>')
  })
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  return { origin: `http://${host}:${port}`, port, close: () => void server.close() }
}

/** The site's page with what it hears from the agent, and the agent's window once it was opened. */
export type Opener = {
  page: Page
  /** Opens the agent; with `messages` it says hello until it is heard, and then these. */
  open(messages?: object[]): Promise<Page>
  post(...messages: object[]): Promise<void>
  heard(): Promise<Said[]>
  /** Waits until the agent has said something of this type. */
  until(type: string): Promise<Said>
}

/** What the opener's page keeps; these functions run there. */
declare const kept: { heard: Said[]; agent: Window }

export async function openerAt(context: BrowserContext, site: TestSite, agentPort: number): Promise<Opener> {
  const page = await context.newPage()
  await page.goto(site.origin)
  const agent = agentOrigin(agentPort)
  await page.evaluate(() => {
    const heard: object[] = []
    Object.assign(globalThis, { kept: { heard } })
    addEventListener('message', ({ data, origin }) => heard.push({ ...data, from: origin }))
  })
  const heard = () => page.evaluate(() => kept.heard)
  async function until(type: string): Promise<Said> {
    await page.waitForFunction(wanted => kept.heard.some(each => each.type === wanted), type)
    const found = (await heard()).find(each => each.type === type)
    if (!found) throw new Error(`never heard ${type}`)
    return found
  }
  const post = (...messages: object[]) =>
    page.evaluate(
      ({ to, all }) => {
        for (const each of all) kept.agent.postMessage(each, to)
      },
      { to: agent, all: messages },
    )
  return {
    ...{ page, heard, until, post },
    async open(messages = [authenticate]) {
      const opening = context.waitForEvent('page')
      await page.evaluate(
        address => void Object.assign(kept, { agent: open(address, '', 'popup') }),
        agent + AGENT_PATH,
      )
      const window = await opening
      await window.setViewportSize({ width: 480, height: 640 })
      await window.waitForLoadState()
      await post(hello)
      await until('ready')
      if (messages.length > 0) await post(...messages)
      return window
    },
  }
}
