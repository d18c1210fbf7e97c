import { relative } from 'node:path'
import type { TestEvent } from './events.ts'

export type Tally = { passed: number; failed: number; skipped: number }

/** Counts tests as they end and tells what failed, with its error and what its file printed. */
export function createTally(print: (line: string) => void): { hear(event: TestEvent): void; tally: Tally } {
  const tally: Tally = { passed: 0, failed: 0, skipped: 0 }
  const printed = new Map<string, string>()

  function failed(file: string, title: string, error: string): void {
    tally.failed++
    print(`✖ ${nameOf(file)}: ${title}\n${indent(error)}`)
    const output = printed.get(file)
    if (output) print(indent(`it printed:\n${output.trimEnd()}`))
    printed.delete(file)
  }
  function hear(event: TestEvent): void {
    switch (event.kind) {
      case 'passed':
        tally.passed++
        return
      case 'skipped':
        tally.skipped++
        print(`- ${nameOf(event.file)}: ${event.title} (skipped: ${event.because})`)
        return
      case 'failed':
        failed(event.file, event.title, event.error)
        return
      case 'printed':
        printed.set(event.file, ((printed.get(event.file) ?? '') + event.text).slice(-4_000))
        return
      case 'file-done':
        printed.delete(event.file)
        print(`  ${nameOf(event.file)} (${(event.ms / 1000).toFixed(1)} s)`)
    }
  }
  return { hear, tally }
}

/** The last line of a run. In CI a skipped test counts as failed: what was not tried there was tried nowhere. */
export function closingLine(tally: Tally, skips: 'allowed' | 'failures'): { line: string; status: 0 | 1 } {
  const failed = tally.failed + (skips === 'failures' ? tally.skipped : 0)
  const skipped = skips === 'allowed' && tally.skipped > 0 ? `, ${tally.skipped} skipped` : ''
  const nothing = tally.passed + failed === 0
  return { line: `${tally.passed} passed, ${failed} failed${skipped}`, status: failed > 0 || nothing ? 1 : 0 }
}

function nameOf(file: string): string {
  return relative(process.cwd(), file)
}

function indent(text: string): string {
  return text.replace(/^(?=.)/gm, '    ')
}
