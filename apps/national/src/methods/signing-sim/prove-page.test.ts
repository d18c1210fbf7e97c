import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Errors } from '@motcua/sign-in/flow/flow.ts'
import type { Frame } from '@motcua/ui/frame.ts'
import { html } from '@motcua/ui/html.ts'
import type { OverPrompt, SimPending } from './pending.ts'
import { provePage } from './prove-page.ts'

const frame: Frame = {
  ...{ language: 'vi', path: '/dang-nhap/sim/1', menu: [], demonstration: false, hotline: '1800 1096' },
  portal: { kind: 'national', name: 'Một Cửa', tagline: 'Cổng', homeUrl: '/' },
}
const now = new Date('2026-11-24T08:00:00Z')
const sim = { phone: '+84961122334', purpose: 'sign-in', from: 'typed' } as const

function shown(pending: SimPending, errors: Errors = {}): string {
  const view = { frame, action: frame.path, hidden: html``, errors }
  return provePage(view, { now, seconds: 120, pending })
}
const over = (key: string, further: Partial<OverPrompt> = {}) =>
  shown({ ...sim, state: 'over', error: { key }, ...further })

const AGAIN = 'Gửi lại yêu cầu</span>'
const CORRECT = 'Sửa số điện thoại'

for (const [key, first] of [
  ['sim.timed-out', 'again'],
  ['sim.no-such-sim', 'correct'],
  ['sim.unknown', 'none'],
  ['sim.foreign', 'none'],
] as const) {
  test(`what one does first after ${key}: ${first}`, () => {
    const page = over(key)
    const order = page.indexOf(CORRECT) < page.indexOf(AGAIN) ? 'correct' : 'again'
    const [, look] = /class="actions".*?class="[^"]*\b(primary|secondary)\b/s.exec(page) ?? []
    assert.equal(look === 'primary' ? order : 'none', first)
  })
}

test('a number that the account has is neither shown in full nor corrected', () => {
  const page = over('sim.timed-out', { from: 'registered' })
  assert.ok(page.includes('096****334'))
  assert.doesNotMatch(page, /0961 122 334|\?sua/)
})

test('why it came to nothing is told once, also where it was refused just now', () => {
  const error = { key: 'sim.declined' }
  const page = shown({ ...sim, state: 'over', error }, { form: error })
  assert.equal(page.split('bị từ chối trên điện thoại').length, 2)
})

test('only a page that waits asks and refreshes, and it says where to ask', () => {
  const open = shown({ ...sim, state: 'open', promptId: 'p', code: '7391', expiresAt: now.getTime() + 84_000 })
  assert.match(open, /data-asks="\/dang-nhap\/sim\/1\/da-den"/)
  assert.match(open, /awaited\.js/)
  assert.match(open, /<noscript><meta http-equiv="refresh"/)
  assert.match(open, /01:24/)
  assert.doesNotMatch(over('sim.timed-out'), /data-asks|awaited|http-equiv="refresh"/)
})
