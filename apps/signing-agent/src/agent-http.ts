import { createServer, type IncomingMessage, type ServerResponse, STATUS_CODES } from 'node:http'
import type { AddressInfo } from 'node:net'
import { AGENT_PATH, agentOrigin } from '@motcua/contracts/agent.ts'
import type { Language } from '@motcua/ui/words.ts'
import { answerPage, isCommandName, type PageAnswers, type PageCommand, pageCommands } from './exchange/commands.ts'
import { connectPage, frontPage } from './page/page.ts'
import { pageScriptText } from './page/script.ts'
import { pageStyle } from './page/style.ts'

const MOST_BYTES = 32_768
/** How long a page's `here` is held; well below the silence after which a window counts as gone. */
const HELD_MS = 25_000

/** The page may do only what it needs, whoever finds a hole in it; `frame-ancestors`: it is framed by nobody. */
const PAGE_POLICY = [
  ...["default-src 'none'", "script-src 'self'", "style-src 'self'", "connect-src 'self'"],
  ...["frame-ancestors 'none'", "form-action 'self'", "base-uri 'none'"],
].join('; ')

const HEADERS = {
  'content-security-policy': PAGE_POLICY,
  'x-frame-options': 'DENY',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
  // The page must keep hold of the window that opened it; it is told nothing but by postMessage.
  'cross-origin-opener-policy': 'unsafe-none',
  'cross-origin-resource-policy': 'same-origin',
}

type Reply = { status: number; type?: string; body?: string; headers?: Record<string, string> }

export type Listening =
  | { kind: 'listening'; port: number; close(): Promise<void> }
  | { kind: 'taken' }
  | { kind: 'failed'; because: string }

/** Serves the agent's page to browsers on this computer, on loopback only. `port` 0 is any free one. */
export function listen(port: number, answers: PageAnswers): Promise<Listening> {
  const server = createServer({ requestTimeout: 30_000, headersTimeout: 10_000 }, (request, response) => {
    const { port: own } = server.address() as AddressInfo
    void replyTo(request, { own, answers }).then(reply => write(response, reply))
  })
  return new Promise(resolve => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      resolve(error.code === 'EADDRINUSE' ? { kind: 'taken' } : { kind: 'failed', because: error.message }),
    )
    server.listen(port, '127.0.0.1', () =>
      resolve({
        ...{ kind: 'listening', port: (server.address() as AddressInfo).port },
        close: () =>
          new Promise(done => {
            server.close(() => done())
            server.closeAllConnections()
          }),
      }),
    )
  })
}

type Serving = { own: number; answers: PageAnswers }

async function replyTo(request: IncomingMessage, serving: Serving): Promise<Reply> {
  // A name that somebody pointed at 127.0.0.1 (DNS rebinding) is not ours, and neither is localhost.
  if (request.headers.host !== `127.0.0.1:${serving.own}`) return { status: 421 }
  const path = request.url ?? ''
  try {
    if (path.startsWith('/api/')) return await replyToPage(request, path.slice('/api/'.length), serving)
    return request.method === 'GET' ? replyToGet(request, path, serving) : notAllowed('GET')
  } catch {
    // What failed could name a person or a file: it is not told to the page.
    return { status: 500 }
  }
}

function replyToGet({ headers }: IncomingMessage, path: string, { answers }: Serving): Reply {
  const language = preferred(headers['accept-language'])
  switch (path) {
    case AGENT_PATH:
      if (!isWindow(headers)) return { status: 403 }
      return page(connectPage(language, answers.windows.open(language)))
    case '/':
      return isWindow(headers) ? page(frontPage(language)) : { status: 403 }
    case '/page.js':
      return isOwn(headers) ? { status: 200, type: 'text/javascript', body: pageScriptText } : { status: 403 }
    case '/page.css':
      return isOwn(headers) ? { status: 200, type: 'text/css', body: pageStyle } : { status: 403 }
    default:
      return { status: 404 }
  }
}

const page = (body: string): Reply => ({ status: 200, type: 'text/html', body })

/** Browsers name what a request is for: a page of ours is a window of its own, never a frame or a script's reading. */
function isWindow(headers: IncomingMessage['headers']): boolean {
  return (headers['sec-fetch-dest'] ?? 'document') === 'document'
}

/** No other site learns from loading a part of the page whether an agent runs here. */
function isOwn(headers: IncomingMessage['headers']): boolean {
  return (headers['sec-fetch-site'] ?? 'same-origin') === 'same-origin'
}

async function replyToPage(request: IncomingMessage, name: string, { own, answers }: Serving): Promise<Reply> {
  const { headers } = request
  if (!isCommandName(name)) return { status: 404 }
  if (request.method !== 'POST') return notAllowed('POST')
  if (headers.origin !== agentOrigin(own) || !isOwn(headers)) return { status: 403 }
  if (headers['content-type'] !== 'application/json') return { status: 415 }
  const window = answers.windows.find(String(headers['motcua-page'] ?? ''))
  if (!window) return { status: 401 }
  const body = await bodyOf(request)
  if (body === undefined) return { status: 413, headers: { connection: 'close' } }
  const command = commandOf(name, body)
  if (!command) return { status: 400 }
  if (command.name === 'here' && !(await staysOpen(request))) answers.windows.leave(window)
  return { status: 200, type: 'application/json', body: JSON.stringify(await answerPage(answers, window, command)) }
}

function commandOf(name: keyof typeof pageCommands, body: Buffer): PageCommand | undefined {
  try {
    const parsed = pageCommands[name].safeParse(JSON.parse(body.toString('utf8')))
    return parsed.success ? ({ name, ...parsed.data } as PageCommand) : undefined
  } catch {
    return undefined
  } finally {
    // It may hold a PIN.
    body.fill(0)
  }
}

/** Undefined where it is too long. */
async function bodyOf(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of request) {
    length += chunk.length
    if (length > MOST_BYTES) return undefined
    chunks.push(chunk)
  }
  const body = Buffer.concat(chunks)
  for (const chunk of chunks) chunk.fill(0)
  return body
}

/**
 * Keeps a page's request waiting for as long as the page is there: browsers tell nobody reliably when a window closes
 * or crashes, but they hang up. False where that happened.
 */
function staysOpen({ socket }: IncomingMessage): Promise<boolean> {
  return new Promise(resolve => {
    const gone = () => {
      clearTimeout(timer)
      resolve(false)
    }
    const timer = setTimeout(() => {
      socket.off('close', gone)
      resolve(true)
    }, HELD_MS)
    socket.once('close', gone)
  })
}

const notAllowed = (allow: string): Reply => ({ status: 405, headers: { allow } })

function preferred(header: string | undefined): Language {
  return /^\s*en\b/i.test(header ?? '') ? 'en' : 'vi'
}

/** What is refused says so in words, for whoever opened it by hand. */
function write(response: ServerResponse, { status, type = 'text/plain', body, headers = {} }: Reply): void {
  const text = body ?? `${STATUS_CODES[status]}\n`
  const kind = `${type}; charset=utf-8`
  response.writeHead(status, {
    ...HEADERS,
    'content-type': kind,
    'content-length': Buffer.byteLength(text),
    ...headers,
  })
  response.end(text)
}
