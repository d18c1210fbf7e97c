import assert from 'node:assert/strict'
import { test } from 'node:test'
import { searchKey } from '@motcua/identifiers/diacritics.ts'
import fc from 'fast-check'
import { searchTerms } from './search.ts'

test('Diacritics, case, spacing and composition make no difference to a search', () => {
  for (const text of ['khai sinh', 'KHAI SINH', 'Khai  sính', ' khai\tsinh ', 'Khai sính'.normalize('NFD')]) {
    assert.equal(searchTerms(text)?.phrase, 'khai sinh', text)
  }
  assert.equal(searchTerms('Đất đai')?.phrase, 'dat dai')
})

test('Punctuation parts words and is never looked for itself', () => {
  assert.deepEqual(searchTerms('nhận cha, mẹ (con)')?.words, ['nhan', 'cha', 'me', 'con'])
  assert.equal(searchTerms(" %_'\\;-- "), undefined)
})

test('A text without letters or digits is nothing to look for', () => {
  assert.equal(searchTerms(''), undefined)
  assert.equal(searchTerms('   '), undefined)
})

test('What is looked for is folded as the stored names are, whatever was typed', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), text => {
      const terms = searchTerms(text)
      assert.equal(terms?.phrase ?? '', searchKey(text))
      assert.equal(terms?.words.join(' ') ?? '', searchKey(text))
    }),
  )
})
