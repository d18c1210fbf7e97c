import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { anyText } from './any-text.ts'
import { displayName, nameKey, parsePersonName, sameName } from './person-name.ts'

const refused = (reason: string) => ({ kind: 'refused', reason })
const same = (a: string, b: string) => sameName(a, b, { diacritics: 'kept' })
const sameStripped = (a: string, b: string) => sameName(a, b, { diacritics: 'stripped-by-source' })

const syllable = fc.constantFrom(
  ...'Nguyễn Trần Đỗ Phạm Hoàng Thị Văn Đức Quý Thúy Hòa An Ơn Ước Ưu Ẩn Ỷ Yến H’Hen Lê-Mai'.split(' '),
)
const name = fc
  .array(syllable, { minLength: 1, maxLength: 6 })
  .map(words => words.join(' '))
  .filter(text => text.length > 1)

test('A name is composed, its spaces folded, its case and diacritics kept', () => {
  assert.deepEqual(parsePersonName('  Nguyễn  văn\u00a0An '.normalize('NFD')), { kind: 'ok', value: 'Nguyễn văn An' })
  for (const text of ["H'Hen Niê", 'Y Blơ̆m Êban', 'Tôn Nữ Thị Ninh', 'Jean-Pierre O’Neil', 'Nguyễn T. An', 'Ỷ Ân'])
    assert.deepEqual(parsePersonName(text), { kind: 'ok', value: text })
})

test('What is no name is refused for its own reason', () => {
  for (const text of ['Nguyễn Văn An 2', 'An@', '<b>An</b>', "'An", '-', 'An;', '🙂🙂', 'a\u0301\u0301\u0301\u0301n'])
    assert.deepEqual(parsePersonName(text), refused('not-a-name'), text)
  assert.deepEqual(parsePersonName('A'), refused('too-short'))
  assert.equal(parsePersonName('A'.repeat(100)).kind, 'ok')
  assert.deepEqual(parsePersonName('A'.repeat(101)), refused('too-long'))
})

test('Spacing, case and Unicode form make no other name', () => {
  assert.ok(same('Nguyễn  văn An', 'NGUYỄN VĂN AN'))
  fc.assert(
    fc.property(name, text => {
      for (const other of [
        text.toLocaleUpperCase('vi'),
        text.toLocaleLowerCase('vi'),
        text.normalize('NFD'),
        ` ${text.replaceAll(' ', '  ')}\t`,
        text.replaceAll('’', "'"),
      ])
        assert.ok(same(text, other), other)
    }),
  )
})

test('Diacritics make another name, unless the source is known to strip them', () => {
  assert.equal(same('Nguyễn Văn An', 'Nguyen Van An'), false)
  assert.equal(same('Đỗ An', 'Dỗ An'), false)
  assert.ok(sameStripped('Nguyễn Văn An', 'NGUYEN VAN AN'))
  assert.ok(sameStripped('Đỗ Thị Ước', 'DO THI UOC'))
  assert.equal(sameStripped('Nguyễn Văn An', 'NGUYEN VAN ANH'), false)
})

test('The tone on either vowel is the same name, another tone or letter is not', () => {
  for (const [old, present] of [
    ['Hoà', 'Hòa'],
    ['Hoạ', 'Họa'],
    ['Thuý', 'Thúy'],
    ['Khoẻ', 'Khỏe'],
    ['LOÃ', 'lõa'],
    ['Quí Uỷ', 'quí ủy'],
  ] as const)
    assert.ok(same(old, present), `${old} = ${present}`)
  for (const [a, b] of [
    ['Hoà', 'Hoá'],
    ['Hoà', 'Hoa'],
    ['Mỹ', 'Mĩ'],
    ['Lê', 'Le'],
    ['Hoà An', 'Hoa Àn'],
    ['Hân', 'Hăn'],
    ['Tú', 'Tứ'],
  ] as const)
    assert.equal(same(a, b), false, `${a} ≠ ${b}`)
})

test('Order and number of words make another name', () => {
  assert.equal(same('Nguyễn An', 'An Nguyễn'), false)
  assert.equal(same('Nguyễn Văn An', 'Nguyễn An'), false)
  assert.equal(same('Nguyễn Văn An', 'NguyễnVăn An'), false)
})

test('Two names of the same syllables differ exactly when a syllable does', () => {
  fc.assert(fc.property(name, name, (a, b) => assert.equal(same(a, b), a === b)))
})

test('The name on the screen is the same name, and whatever is given there is a key and a display', () => {
  fc.assert(
    fc.property(name, text => {
      for (const given of [text, text.toLocaleUpperCase('vi'), text.toLocaleLowerCase('vi')]) {
        assert.ok(same(displayName(given), given), given)
        assert.equal(displayName(displayName(given)), displayName(given))
      }
    }),
  )
  fc.assert(fc.property(anyText, text => typeof nameKey(text, 'kept') + typeof displayName(text) === 'stringstring'))
})

test('A name in capitals or small letters is shown with a capital per word, any other as it is', () => {
  assert.equal(displayName("NGUYỄN  THỊ H'HEN-ĐỨC"), "Nguyễn Thị H'Hen-Đức")
  assert.equal(displayName('ước ẩn'), 'Ước Ẩn')
  assert.equal(displayName('Nguyễn văn McAn'), 'Nguyễn văn McAn')
})
