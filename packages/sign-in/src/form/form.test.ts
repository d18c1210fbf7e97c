import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fieldsOf, localPath } from './form.ts'

test('Of repeated fields the last counts, and only text is read', () => {
  const body = { name: ['first', 'last'], number: 5, nested: { a: 'b' }, none: null, listed: [1], plain: 'text' }
  assert.deepEqual(fieldsOf(body), { name: 'last', plain: 'text' })
  for (const nothing of [undefined, null, 'text', 5]) assert.deepEqual(fieldsOf(nothing), {})
})

test('Half a character and NUL are read as the replacement character, so that addresses and queries can carry them', () => {
  const fields = fieldsOf({ half: 'a\ud800b', other: '\udc00', nul: 'a\0b\0', whole: '😀 Hải Dương' })
  assert.deepEqual(fields, {
    half: 'a\ufffdb',
    other: '\ufffd',
    nul: 'a\ufffdb\ufffd',
    whole: '😀 Hải Dương',
  })
  for (const value of Object.values(fields)) assert.doesNotThrow(() => encodeURIComponent(value))
})

test('A way back leads nowhere but to this site', () => {
  for (const path of ['/', '/tai-khoan', '/thu-tuc?q=a%20b', '/sso/abc', '/..//elsewhere.example']) {
    assert.equal(new URL(localPath(path) ?? 'none:', 'https://here.example').host, 'here.example', path)
  }
  const foreign = ['//elsewhere.example', '/\\elsewhere.example', 'https://elsewhere.example', 'tai-khoan', '', '/a b']
  const hidden = ['/\t/elsewhere.example', '/\n', '/\\', '/\u00e0', `/${'a'.repeat(2001)}`, 'javascript:alert(1)']
  for (const path of [...foreign, ...hidden, undefined]) assert.equal(localPath(path), undefined, path)
})
