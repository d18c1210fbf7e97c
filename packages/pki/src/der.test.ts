import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { elementAt, elementsIn, isDer, partsOf, TAG } from './der.ts'

const bytes = (hex: string) => Buffer.from(hex.replaceAll(' ', ''), 'hex')

test('Sequences and sets of elements with the shortest lengths are DER', () => {
  for (const hex of [
    '0500',
    '3000',
    '30 03 020105',
    '31 05 3003 020105',
    'a0 02 0500',
    '80 01 ff',
    `04 8180 ${'00'.repeat(128)}`,
  ])
    assert.equal(isDer(bytes(hex)), true, hex)
})

test('A length that is indefinite, longer than needed, too large or not there is none', () => {
  const filler = '00'.repeat(256)
  const wrong = [
    '30 80 0000',
    '04 8101 00',
    `04 820080 ${'00'.repeat(128)}`,
    `04 83000100 ${filler}`,
    '04 8500000000 01',
    '04 84ffffffff 00',
    '04 ff',
    '04',
    '',
    '04 81',
    '04 8201',
  ]
  for (const hex of wrong) assert.equal(isDer(bytes(hex)), false, hex)
})

test('What has anything behind it, within or after, is none', () => {
  for (const hex of ['0500 00', '3000 0500', '30 04 0201 05', '30 03 0500 00', '30 02 0201', 'a0 03 020105 00'])
    assert.equal(isDer(bytes(hex)), false, hex)
})

test('Strings in pieces, sequences that are none, end marks and tags of several octets are none', () => {
  for (const hex of [
    '24 04 0402 0000',
    '2c 02 0c00',
    '10 00',
    '11 00',
    '30 02 0000',
    '0000',
    '1f 81 00 00',
    '23 03 0301 00',
  ])
    assert.equal(isDer(bytes(hex)), false, hex)
})

test('What is nested beyond reason is none', () => {
  const nested = (depth: number) => {
    let all = bytes('0500')
    for (let level = 0; level < depth; level++) all = Buffer.concat([Buffer.of(0x30, all.length), all])
    return all
  }
  assert.equal(isDer(nested(32)), true)
  assert.equal(isDer(nested(33)), false)
})

test('The parts of another tag, or of nothing, are not passed off as none', () => {
  const whole = bytes('31 03 020105')
  assert.throws(() => partsOf(whole, elementAt(whole, 0)))
  assert.throws(() => partsOf(whole, undefined))
  assert.throws(() => partsOf(bytes('30 03 0201 05 00'), { tag: TAG.sequence, start: 0, content: 2, end: 4 }))
  assert.equal(partsOf(whole, elementAt(whole, 0), TAG.set).length, 1)
})

test('Whatever the bytes, an answer comes, and elements lie within them', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 64 }), any => {
      const whole = elementAt(any, 0)
      if (isDer(any)) assert.equal(whole?.end, any.length)
      for (const each of (whole && elementsIn(any, whole)) ?? []) assert.ok(each.end <= any.length)
    }),
    { numRuns: 2_000 },
  )
})
