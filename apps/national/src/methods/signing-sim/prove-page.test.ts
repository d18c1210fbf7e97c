import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Frame } from '@motcua/ui/frame.ts'
import { html } from '@motcua/ui/html.ts'
import { messages as certificateMessages } from '../../steps/certificate-messages.ts'
import type { ProvePage } from '../../steps/method.ts'
import type { OpenPrompt, OverPrompt } from './pending.ts'
import { provePage } from './prove-page.ts'

const now = new Date('2026-11-24T03:00:00Z')
const frame: Frame = {
  ...{ language: 'vi', path: '/dang-nhap/sim/1', menu: [], demonstration: false, hotline: '1800 1096' },
  portal: { kind: 'national', name: 'Một Cửa', tagline: 'Cổng', homeUrl: '/' },
}
const view: ProvePage = { frame, action: '/dang-nhap/sim/1', hidden: html``, errors: {} }
const asked = { phone: '+84912345726', purpose: 'sign-in', from: 'typed' } as const
const prompt: OpenPrompt = {
  ...{ ...asked, state: 'open', promptId: 'p', code: '0391' },
  expiresAt: now.getTime() + 84_000,
}

const open = (changes: Partial<OpenPrompt> = {}, shown: Partial<ProvePage> = {}) =>
  provePage({ ...view, ...shown }, { now, seconds: 120, pending: { ...prompt, ...changes } })

function over(error: OverPrompt['error'], { from = 'typed', errors = {} }: Partial<OverPrompt & ProvePage> = {}) {
  return provePage({ ...view, errors }, { now, seconds: 120, pending: { ...asked, state: 'over', from, error } })
}

test('the page of a prompt shows its code, also to ears, how long there is, and where its script asks', () => {
  const shown = open()
  assert.match(shown, /aria-hidden="true">0391<.*class="unseen">0 3 9 1</)
  assert.match(shown, /data-seconds="84"/)
  assert.match(shown, /data-asks="\/dang-nhap\/sim\/1\/da-den" data-onwards="\/dang-nhap\/sim\/1"/)
  assert.match(shown, /<noscript><meta http-equiv="refresh" content="3"><\/noscript>/)
  assert.match(shown, /name="action" value="cancel"/)
})

test('a number is shown in full to whoever typed it, and by its ends where the account has it', () => {
  assert.match(open(), /0912 345 726/)
  for (const shown of [open({ from: 'registered' }), over({ key: 'sim.declined' }, { from: 'registered' })]) {
    assert.match(shown, /091\*\*\*\*726/)
    assert.doesNotMatch(shown, /345 ?726|\?sua/)
  }
})

test('a prompt past its time counts from nothing, until the flow says what came of it', () => {
  assert.match(open({ expiresAt: now.getTime() - 1 }), /data-seconds="0".*thời gian chờ/s)
})

test('why it came to nothing is said once, also when it was just refused', () => {
  const error = { key: 'sim.declined' }
  for (const shown of [over(error), over(error, { errors: { form: error } })]) {
    assert.equal(shown.split('bị từ chối trên điện thoại').length, 2)
    assert.doesNotMatch(shown, /data-asks|http-equiv="refresh"/)
  }
  const newer = { key: 'sim.too-soon', values: { seconds: 20 } }
  assert.doesNotMatch(over(error, { errors: { form: newer } }), /bị từ chối trên điện thoại/)
})

/** Which of the buttons stands out. */
const primary = (shown: string) => /class="button primary"[^>]*?(?:value="(\w+)"|href="[^"]*\?(\w+)=1")/.exec(shown)

test('what is worth trying stands first: to ask again, to correct the number, or another way', () => {
  const values = { date: '01/02/2026', minutes: 3, seconds: 20, code: '1234' }
  const first = (key: string) => primary(over({ key, values }))?.slice(1).join('') || 'neither'
  for (const key of ['sim.declined', 'sim.timed-out', 'certificate.revocation-unavailable'])
    assert.equal(first(key), 'again', key)
  assert.equal(first('sim.no-such-sim'), 'sua')
  for (const key of ['sim.pin-blocked', 'certificate.expired', 'sim.unknown']) assert.equal(first(key), 'neither', key)
})

test('every reason that a SIM may have has a page in both languages', () => {
  const values = { date: '01/02/2026', minutes: 3, seconds: 20, code: '1234' }
  for (const key of Object.keys(certificateMessages.vi)) {
    assert.match(over({ key, values }), /class="summary"/, key)
    const english = provePage(
      { ...view, frame: { ...frame, language: 'en' } },
      { now, seconds: 120, pending: { ...asked, state: 'over', error: { key, values } } },
    )
    assert.match(english, /Not confirmed yet/, key)
  }
})
