import { type ChildProcess, spawn } from 'node:child_process'
import type { FromLibrary, ToLibrary } from './pkcs11-child.ts'
import type { Listing, Signed, TokenSource } from './token.ts'

export type Pkcs11Options = {
  /** Of the library. */
  path: string
  /** What starts a process that holds it (`serveLibrary`): program and arguments, to which the path is added. */
  command: readonly [string, ...string[]]
  limits?: { listMs: number; signMs: number; restMs: number }
  now: () => number
}

/** `signMs` leaves time to type a PIN on the device; after a crash or a hang a library rests for `restMs`. */
const LIMITS = { listMs: 8_000, signMs: 120_000, restMs: 15_000 }

/** Tokens behind one PKCS#11 library, which lives in a process of its own: what hangs is ended, what crashes is told. */
export function pkcs11Source(options: Pkcs11Options): TokenSource {
  const { listMs, signMs } = options.limits ?? LIMITS
  const library = libraryProcess(options)
  // One after the other, so that a list does not wait for a person's PIN against its own time limit.
  let last: Promise<unknown> = Promise.resolve()
  function inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const result = last.then(work)
    last = result.catch(() => undefined)
    return result
  }
  return {
    name: options.path,
    list: () => inTurn(async () => asListing(await library.ask({ kind: 'list' }, listMs))),
    sign: signing => inTurn(async () => asSigned(await library.ask({ kind: 'sign', signing }, signMs))),
    close: () => library.end(),
  }
}

type Silence = { kind: 'crashed' | 'too-slow' | 'resting' }
type Reply = FromLibrary['answer'] | Silence

function asListing(reply: Reply): Listing {
  return reply.kind === 'listed' || (reply.kind === 'failed' && !('detail' in reply))
    ? (reply as Listing)
    : { kind: 'failed', because: reply.kind }
}

function asSigned(reply: Reply): Signed {
  switch (reply.kind) {
    case 'crashed':
    case 'resting':
      return { kind: 'failed', because: 'device', detail: reply.kind }
    case 'too-slow':
      return { kind: 'failed', because: 'too-slow' }
    case 'listed':
      throw new Error('a list for a signature')
    default:
      return reply as Signed
  }
}

function libraryProcess({ path, command, limits = LIMITS, now }: Pkcs11Options) {
  let child: ChildProcess | undefined
  let number = 0
  let restsUntil = 0

  function started(): ChildProcess {
    const [program, ...first] = command
    child ??= spawn(program, [...first, path], {
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      serialization: 'advanced',
      windowsHide: true,
    })
    return child
  }

  function fell(): void {
    child?.kill('SIGKILL')
    child = undefined
    restsUntil = now() + limits.restMs
  }

  return {
    async ask(ask: ToLibrary['ask'], limitMs: number): Promise<Reply> {
      if (now() < restsUntil) return { kind: 'resting' }
      number += 1
      const reply = await replyOf(started(), { number, ask }, limitMs)
      if (reply.kind === 'crashed' || reply.kind === 'too-slow') fell()
      return reply
    },
    async end(): Promise<void> {
      const ending = child
      child = undefined
      if (!ending || ending.exitCode !== null) return
      const gone = new Promise<void>(resolve => ending.once('exit', () => resolve()))
      if (ending.connected) ending.disconnect()
      const timer = setTimeout(() => ending.kill('SIGKILL'), 1_000)
      await gone
      clearTimeout(timer)
    },
  }
}

/** One answer, or why none came. */
function replyOf(child: ChildProcess, asked: ToLibrary, limitMs: number): Promise<Reply> {
  return new Promise(resolve => {
    const settle = (reply: Reply) => {
      clearTimeout(timer)
      child.off('message', hear).off('exit', crash).off('error', crash)
      resolve(reply)
    }
    const hear = (message: unknown) => {
      const { number, answer } = message as FromLibrary
      if (number === asked.number) settle(answer)
    }
    const crash = () => settle({ kind: 'crashed' })
    const timer = setTimeout(() => settle({ kind: 'too-slow' }), limitMs)
    child.on('message', hear).once('exit', crash).once('error', crash)
    if (child.connected) child.send(asked, error => error && crash())
    else crash()
  })
}
