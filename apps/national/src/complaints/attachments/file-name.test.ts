import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { shownFileName } from './file-name.ts'

const names: [string, string][] = [
  ['giấy chứng nhận.pdf', 'giấy chứng nhận.pdf'],
  ['C:\\Users\\Hà\\đơn.docx', 'đơn.docx'],
  ['../../etc/passwd', 'passwd'],
  ['a\0b.pdf', 'ab.pdf'],
  ['đơn\r\nX: y.pdf', 'đơnX: y.pdf'],
  ['anh\u202efdp.exe', 'anhfdp.exe'],
  ['  a   b .png ', 'a b .png'],
  ['', '?'],
  ['/', '?'],
  ['\ud800.pdf', '\ufffd.pdf'],
]
for (const [name, shown] of names) {
  test(`${JSON.stringify(name)} is shown as ${JSON.stringify(shown)}`, () => assert.equal(shownFileName(name), shown))
}

test('a long name keeps its beginning and its end', () => {
  const shown = shownFileName(`${'ả'.repeat(500)}-trang-2.pdf`)
  assert.equal([...shown].length, 80)
  assert.match(shown, /^ả+….*-trang-2\.pdf$/)
})

test('any name becomes a short text that no marks hide in', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), name => {
      const shown = shownFileName(name)
      assert.ok([...shown].length >= 1 && [...shown].length <= 80)
      assert.doesNotMatch(shown, /[\p{Cc}\p{Cf}/\\]/u)
    }),
  )
})
