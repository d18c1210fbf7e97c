import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { after, before } from 'node:test'
import { AGENT_ANSWERS_WITHIN, type ToAgent } from '@motcua/contracts/agent.ts'
import { createLog } from '@motcua/kit/log.ts'
import { systemRandom } from '@motcua/kit/random.ts'
import { sendPage, webServer } from '@motcua/kit/web.ts'
import { fieldsOf } from '@motcua/sign-in/form/form.ts'
import { portalRoutes } from '@motcua/sign-in/web/portal-routes.ts'
import { button, form } from '@motcua/ui/form.ts'
import { page } from '@motcua/ui/page.ts'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { nationalFrame } from '../../apps/national/src/session/frame.ts'
import { AGENT_SCRIPT, agentQuestion } from '../../apps/national/src/signing-agent/dialog.ts'
import { startChromium } from './chromium.ts'

export const NONCE = 'n'.repeat(43)
export const TOKEN = { unverifiedCertificate: 'QQ==', algorithm: 'ES256', signature: 'QQ==', format: 'web-eid:1.0' }

/**
 * How a stand-in for the agent's page behaves: a function that runs in it, given every well-formed message, the way to
 * answer it, and the token it has.
 */
export type Behaviour = (at: { message: ToAgent; say: (message: object) => void; token: object }) => void

export const honest: Behaviour = ({ message, say, token }) => {
  if (message.type === 'hello') say({ type: 'ready', version: '1.0.0' })
  else say({ type: 'authenticated', token })
}

export type StandIn = { port: number; heard: ToAgent[]; close(): Promise<void> }

/** Something that listens on a port of this computer and shows a page to whoever opens it. */
export async function standIn(behaviour: Behaviour | string = honest): Promise<StandIn> {
  const heard: ToAgent[] = []
  const answers = `addEventListener('message', ({ data, origin, source }) => {
    fetch('/heard', { method: 'POST', body: JSON.stringify(data), keepalive: true })
    const say = message => source.postMessage({ protocol: data.protocol, exchange: data.exchange, ...message }, origin);
    (${String(behaviour)})({ message: data, say, token: ${JSON.stringify(TOKEN)} })
  })`
  const script = typeof behaviour === 'string' ? behaviour : answers
  const server = createServer(async (request, response) => {
    if (request.url === '/heard') heard.push(JSON.parse(await text(request)))
    response.writeHead(200, { 'content-type': 'text/html' })
    response.end(`<!doctype html><title>agent</title><script>${script}</script>`)
  })
  // A test that failed leaves it listening; the others still end.
  server.unref()
  const port = await listening(server)
  const close = () => {
    server.closeAllConnections()
    return new Promise<void>(done => void server.close(() => done()))
  }
  return { port, heard, close }
}

async function listening(server: Server): Promise<number> {
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done))
  return (server.address() as AddressInfo).port
}

/** A port where nobody listens. */
export async function deadPort(): Promise<number> {
  const { port, close } = await standIn()
  await close()
  return port
}

/** `answersWithin`: ms that an agent has, longer than in the portal where it is one that answers: tests share a computer. */
type Question = { ports: number[]; timeout?: number; answersWithin?: number }

/** A portal of one page, with the headers of all pages, that asks the agent and keeps what its form sends. */
export function agentStage() {
  const site = { origin: '', page: '', sent: [] as Record<string, string>[] }
  let browser: Browser
  let server: Awaited<ReturnType<typeof webServer>>

  before(async () => {
    const log = createLog({ name: 'site', level: 'silent' })
    const port = await deadPort()
    site.origin = `http://localhost:${port}`
    const around = { log, random: systemRandom, publicUrl: site.origin, trustedProxies: [] }
    server = await webServer({ ...around, errorPage: () => 'failed' })
    portalRoutes(server, { captchas: undefined as never, visitors: undefined as never })
    server.get('/', (_request, reply) => sendPage(reply, site.page))
    server.post('/', (request, reply) => {
      site.sent.push(fieldsOf(request.body))
      return reply.redirect('/')
    })
    await server.listen({ host: '127.0.0.1', port })
    browser = await startChromium()
  })
  after(async () => {
    await browser.close()
    await server.close()
  })

  return {
    site,
    /** The page in a browser of its own. */
    async open(question: Question, options: BrowserContextOptions = {}): Promise<Page> {
      Object.assign(site, { page: asking(question), sent: [] })
      const context = await browser.newContext({ locale: 'vi-VN', ...options })
      context.setDefaultTimeout(10_000)
      const tab = await context.newPage()
      await tab.goto(site.origin)
      return tab
    },
  }
}

function asking({ ports, timeout = 300_000, answersWithin = AGENT_ANSWERS_WITHIN }: Question): string {
  const frame = nationalFrame({
    ...{ language: 'vi', path: '/', account: undefined, portal: { hotline: '1800 1096', demonstration: true } },
  })
  const question = agentQuestion('vi', { nonce: NONCE, purpose: 'sign-in', timeout, ports })
  const main = form('vi', { action: '/', content: [question, button({ label: 'Ký', icon: 'usb', wide: true })] })
  const shown = page(frame, { title: 'Ký số', main, width: 'form', scripts: [AGENT_SCRIPT] })
  return shown.replace(`answersWithin&quot;:${AGENT_ANSWERS_WITHIN}`, `answersWithin&quot;:${answersWithin}`)
}
