import assert from 'node:assert/strict'
import { test } from 'node:test'
import { passkeyDialog } from './passkey.ts'

const words = { withoutScripts: 'Cần JavaScript', troubles: { cancelled: 'Đã hủy', 'timed-out': 'Hết giờ' } }
const asking = { of: 'get', options: { timeout: 5, name: `"'><script>` }, waiting: 'Đang chờ…' } as const

test('what the browser is asked for stands in the markup and cannot leave it', () => {
  const markup = String(passkeyDialog('vi', { ...asking, begins: 'at-once' }, words))
  const options = /data-options="([^"]*)"/.exec(markup)?.[1] ?? ''
  assert.ok(!/[<>']/.test(options), options)
  const read = options
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&gt;', '>')
    .replaceAll('&lt;', '<')
  assert.deepEqual(JSON.parse(read), asking.options)
})

test('every trouble waits unseen where screen readers listen, and only those that have words', () => {
  const markup = String(passkeyDialog('vi', { ...asking, begins: 'on-press' }, words))
  const troubles = [...markup.matchAll(/data-trouble="([a-z-]+)" hidden/g)].map(([, name]) => name)
  assert.deepEqual(troubles, ['cancelled', 'timed-out'])
  assert.match(markup, /<div role="status"><div data-trouble/)
  assert.doesNotMatch(markup, /data-at-once/)
})

test('whoever has no scripts reads that they are needed, also where only support is looked at', () => {
  for (const task of [{ ...asking, begins: 'at-once' as const }, { of: 'support' as const }])
    assert.match(String(passkeyDialog('vi', task, words)), /<noscript>.*Cần JavaScript.*<\/noscript>/s)
  assert.doesNotMatch(String(passkeyDialog('vi', { of: 'support' }, words)), /name="passkey"/)
})
