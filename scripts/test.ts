import { randomUUID } from 'node:crypto'
import { availableParallelism } from 'node:os'
import { run } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { startTestServer } from '@motcua/kit/test-db.ts'
import { endMarked, MARK } from './processes/marked.ts'
import { ensureChromium } from './test/browser.ts'
import { translate } from './test/events.ts'
import { findTestFiles } from './test/files.ts'
import { ensureSoftHsm, needsSoftHsm } from './test/softhsm.ts'
import { closingLine, createTally } from './test/tally.ts'

/** No file takes longer; one that does hangs. */
const FILE_LIMIT_MS = 15 * 60_000

const print = (line: string) => console.log(line)
const { hear, tally } = createTally(print)
const stopping = new AbortController()
const mark = randomUUID()
process.env[MARK] = mark
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP', 'disconnect'] as const) process.on(signal, () => stopping.abort())

const { parallel, serial, browser } = findTestFiles(process.argv.slice(2))
if ([...parallel, ...serial, ...browser].some(needsSoftHsm)) ensureSoftHsm(print)
const server = await startTestServer()
process.env.MOTCUA_TEST_DB = server.url('postgres')
try {
  await runFiles(parallel, availableParallelism())
  await runFiles(serial, 1)
  if (browser.length > 0 && !stopping.signal.aborted) await runInBrowser(browser)
} finally {
  await server.stop()
  await endLeftovers()
}
if (stopping.signal.aborted) {
  print('stopped')
  tally.failed++
}
const { line, status } = closingLine(tally, process.env.CI === 'true' ? 'failures' : 'allowed')
print(line)
process.exit(status)

async function runFiles(files: string[], concurrency: number): Promise<void> {
  if (files.length === 0 || stopping.signal.aborted) return
  const events = run({ files, concurrency, timeout: FILE_LIMIT_MS, signal: stopping.signal })
  for await (const { type, data } of events) {
    const event = translate(type, data ?? {})
    if (event) hear(event)
  }
}

async function runInBrowser(files: string[]): Promise<void> {
  const chromium = ensureChromium(print)
  if ('path' in chromium) {
    process.env.MOTCUA_CHROMIUM = chromium.path
    return runFiles(files, 1)
  }
  for (const file of files) hear({ kind: 'skipped', file, title: 'all of it', because: chromium.because })
}

/** What a crashed or stopped test left behind gets a moment to go by itself. */
async function endLeftovers(): Promise<void> {
  await pause(200)
  const count = await endMarked(mark)
  if (count > 0) print(`ended ${count} processes that tests had left running`)
}
