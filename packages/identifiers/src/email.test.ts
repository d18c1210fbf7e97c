import assert from 'node:assert/strict'
import { test } from 'node:test'
import { maskEmail, parseEmail } from './email.ts'

const refused = (reason: string) => ({ kind: 'refused', reason })

test('Addresses as people have them are accepted, the domain in lower case', () => {
  assert.deepEqual(parseEmail('  Nguyen.An+dvc@Vidu.COM.VN '), { kind: 'ok', value: 'Nguyen.An+dvc@vidu.com.vn' })
  assert.deepEqual(parseEmail('\u200bten@vidu.vn'), { kind: 'ok', value: 'ten@vidu.vn' })
  assert.equal(parseEmail("o'neil_1@mail-2.xn--p1ai").kind, 'ok')
})

test('What no mail server of the net would take is refused', () => {
  for (const text of [
    'ten',
    'ten@',
    '@vidu.vn',
    'ten@vidu',
    'a b@vidu.vn',
    'a@b@vidu.vn',
    '.a@vidu.vn',
    'a..b@vidu.vn',
    'a@-vidu.vn',
    'a@vidu..vn',
    'a@vidu.v',
    'a@127.0.0.1',
    'ten@vidu.vn\nBcc: x@y.vn',
    'tên@vidu.vn',
    `${'a'.repeat(65)}@vidu.vn`,
  ])
    assert.deepEqual(parseEmail(text), refused('malformed'), text)
})

test('254 characters are accepted and 255 are too long', () => {
  const domain = (length: number) => `${'a.'.repeat(Math.floor((length - 2) / 2))}${length % 2 === 0 ? 'vn' : 'com'}`
  const longest = `${'a'.repeat(64)}@${domain(189)}`
  assert.equal(longest.length, 254)
  assert.equal(parseEmail(longest).kind, 'ok')
  assert.deepEqual(parseEmail(longest.replace('com', 'info')), refused('too-long'))
})

test('A masked address shows the first character and the domain', () => {
  assert.equal(maskEmail('nguyen.an@vidu.vn'), 'n***@vidu.vn')
  assert.equal(maskEmail('rubbish'), '***')
})
