import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type TestEvent, translate } from './events.ts'
import { closingLine, createTally } from './tally.ts'

function heard(...events: TestEvent[]) {
  const lines: string[] = []
  const { hear, tally } = createTally(line => lines.push(line))
  events.forEach(hear)
  return { tally, said: lines.join('\n') }
}

test('the closing line counts, and its status follows the failures', () => {
  const tally = { passed: 3, failed: 0, skipped: 0 }
  assert.deepEqual(closingLine(tally, 'allowed'), { line: '3 passed, 0 failed', status: 0 })
  assert.deepEqual(closingLine({ ...tally, failed: 1 }, 'allowed'), { line: '3 passed, 1 failed', status: 1 })
  assert.deepEqual(closingLine({ ...tally, skipped: 2 }, 'allowed'), {
    line: '3 passed, 0 failed, 2 skipped',
    status: 0,
  })
})

test('in CI a skipped test is a failed one', () => {
  const line = closingLine({ passed: 3, failed: 0, skipped: 2 }, 'failures')
  assert.deepEqual(line, { line: '3 passed, 2 failed', status: 1 })
})

test('a run that found no test has failed', () => {
  assert.equal(closingLine({ passed: 0, failed: 0, skipped: 0 }, 'allowed').status, 1)
})

test('a failure shows its error and what its file printed', () => {
  const { tally, said } = heard(
    { kind: 'printed', file: '/x/a.test.ts', text: 'on the way\n' },
    { kind: 'failed', file: '/x/a.test.ts', title: 'one is two', error: 'expected 1' },
  )
  assert.equal(tally.failed, 1)
  assert.match(said, /one is two\n {4}expected 1\n {4}it printed:\n {4}on the way/)
})

test('a suite is counted by its tests, not as one of them', () => {
  assert.equal(translate('test:pass', { name: 's', file: '/a', details: { type: 'suite' } }), undefined)
  const failure = Object.assign(new Error('1 subtest failed'), { failureType: 'subtestsFailed' })
  assert.equal(translate('test:fail', { name: 's', file: '/a', details: { type: 'suite', error: failure } }), undefined)
})

test('what breaks after a test ended is a failure', () => {
  const message = 'Error: Test "x" generated asynchronous activity after the test ended.'
  assert.equal(translate('test:diagnostic', { file: '/a', message })?.kind, 'failed')
  assert.equal(translate('test:diagnostic', { file: '/a', message: 'tests 3' }), undefined)
})

test('a skip keeps its reason', () => {
  const event = translate('test:pass', { name: 't', file: '/a', skip: 'no token' })
  assert.deepEqual(event, { kind: 'skipped', file: '/a', title: 't', because: 'no token' })
})
