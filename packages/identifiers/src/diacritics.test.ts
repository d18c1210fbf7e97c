import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { anyText } from './any-text.ts'
import { searchKey, stripDiacritics } from './diacritics.ts'
import { nameKey } from './person-name.ts'

test('Every Vietnamese vowel and đ lose their marks, case and spacing stay', () => {
  const marked = 'àáảãạăằắẳẵặâầấẩẫậ èéẻẽẹêềếểễệ ìíỉĩị òóỏõọôồốổỗộơờớởỡợ ùúủũụưừứửữự ỳýỷỹỵ đ'
  assert.equal(stripDiacritics(marked), 'aaaaaaaaaaaaaaaaa eeeeeeeeeee iiiii ooooooooooooooooo uuuuuuuuuuu yyyyy d')
  assert.equal(stripDiacritics(marked.toUpperCase()), stripDiacritics(marked).toUpperCase())
})

test('The search key is the plain words', () => {
  assert.equal(searchKey('  Đăng ký KHAI SINH (lưu động), số 2 '), 'dang ky khai sinh luu dong so 2')
  assert.equal(searchKey('Hoà Bình'.normalize('NFD')), searchKey('HÒA BÌNH'))
})

test('Whatever is given, stripping twice changes nothing more and keys hold nothing to strip', () => {
  fc.assert(
    fc.property(anyText, text => {
      assert.equal(stripDiacritics(stripDiacritics(text)), stripDiacritics(text))
      assert.equal(searchKey(searchKey(text)), searchKey(text))
      assert.doesNotMatch(searchKey(text), /[A-ZĐđ]|\p{M}|^ | $| {2}/u)
    }),
    { numRuns: 1000 },
  )
})

test('Two hundred thousand marks on one letter are no work', () => {
  const pile = `a${'\u0301\u0323'.repeat(100_000)}`
  const started = process.cpuUsage()
  assert.equal(searchKey(pile), 'a')
  assert.equal(nameKey(pile, 'stripped-by-source'), 'a')
  const spent = process.cpuUsage(started)
  assert.ok(spent.user + spent.system < 4_000_000, `took ${spent.user + spent.system} µs`)
})
