import { resolve } from 'node:path'
import { inspect } from 'node:util'

/** What a test run tells, in our words. */
export type TestEvent =
  | { kind: 'passed'; file: string }
  | { kind: 'skipped'; file: string; title: string; because: string }
  | { kind: 'failed'; file: string; title: string; error: string }
  | { kind: 'printed'; file: string; text: string }
  | { kind: 'file-done'; file: string; ms: number }

/** The fields of node:test's reporter events that are read here. */
type Told = {
  name?: string
  file?: string
  message?: string
  nesting?: number
  skip?: string | boolean | undefined
  todo?: string | boolean | undefined
  details?: { type?: string | undefined; duration_ms?: number; error?: unknown }
}

/** Translates one event of node:test; undefined for what nobody needs to hear. */
export function translate(type: string, told: Told): TestEvent | undefined {
  const file = told.file ? resolve(told.file) : ''
  switch (type) {
    case 'test:pass':
      return passed(told, file)
    case 'test:fail':
      return failed(told, file)
    case 'test:stdout':
    case 'test:stderr':
      return { kind: 'printed', file, text: told.message ?? '' }
    case 'test:diagnostic':
      return stray(told, file)
    case 'test:summary':
      return file === '' ? undefined : { kind: 'file-done', file, ms: durationOf(told) }
    default:
      return undefined
  }
}

function durationOf(told: object): number {
  return 'duration_ms' in told && typeof told.duration_ms === 'number' ? told.duration_ms : 0
}

function passed(told: Told, file: string): TestEvent | undefined {
  if (told.details?.type === 'suite') return undefined
  const left = told.skip ?? told.todo
  if (left === undefined || left === false) return { kind: 'passed', file }
  return { kind: 'skipped', file, title: told.name ?? '', because: left === true ? 'no reason given' : left }
}

/** A suite fails with its tests; only what broke outside of them (hooks, a crash, a time-out) is its own failure. */
function failed(told: Told, file: string): TestEvent | undefined {
  const error = told.details?.error
  if (failureType(error) === 'subtestsFailed') return undefined
  return { kind: 'failed', file, title: told.name ?? '', error: describe(error) }
}

/** What a test left running and what broke after it ended: node:test only mentions it, here it is a failure. */
function stray(told: Told, file: string): TestEvent | undefined {
  const message = told.message ?? ''
  if (!/asynchronous activity|uncaughtException|unhandledRejection/.test(message)) return undefined
  return { kind: 'failed', file, title: 'after the tests', error: message }
}

function failureType(error: unknown): unknown {
  return error instanceof Error && 'failureType' in error ? error.failureType : undefined
}

/** The thrown error itself, without the runner's wrapping and its stack lines. */
function describe(error: unknown): string {
  const cause = error instanceof Error && error.cause !== undefined ? error.cause : error
  const text = cause instanceof Error ? (cause.stack ?? cause.message) : inspect(cause)
  return text
    .split('\n')
    .filter(line => !/^\s+at .*(node:internal|node_modules)/.test(line))
    .join('\n')
}
