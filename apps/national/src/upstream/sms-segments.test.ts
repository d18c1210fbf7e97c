import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { segmentsOf } from './sms-segments.ts'

const sizes = (text: string) => segmentsOf(text, 1).map(segment => segment.bytes.length)

test('A Vietnamese text holds 70 characters in one message and 67 in each of several', () => {
  assert.deepEqual(sizes('ắ'.repeat(70)), [140])
  assert.deepEqual(sizes('ắ'.repeat(71)), [140, 6 + 8])
})

test('A plain text holds 160 characters in one message and 153 in each of several', () => {
  assert.deepEqual(sizes('a'.repeat(160)), [160])
  assert.deepEqual(sizes('a'.repeat(161)), [159, 6 + 8])
})

test('A character of two halves is never cut apart', () => {
  assert.deepEqual(sizes(`${'ắ'.repeat(66)}🏛${'ắ'.repeat(20)}`), [6 + 132, 6 + 44])
})

test('Characters that ASCII and GSM 03.38 write differently are sent as UCS-2', () => {
  for (const sign of ['@', '$', '_', '[', '`', '\\']) assert.equal(segmentsOf(sign, 1)[0]?.coding, 8, sign)
  assert.equal(segmentsOf('Ma OTP: 471902.', 1)[0]?.coding, 0)
})

test('Empty texts and texts of more than ten parts make no message', () => {
  assert.deepEqual(sizes(''), [])
  assert.equal(sizes('a'.repeat(1530)).length, 10)
  assert.deepEqual(sizes('a'.repeat(1531)), [])
})

test('The header counts the parts and carries the reference', () => {
  const headers = segmentsOf('ắ'.repeat(150), 200).map(segment => [...segment.bytes.subarray(0, 6)])
  assert.deepEqual(headers, [
    [5, 0, 3, 200, 3, 1],
    [5, 0, 3, 200, 3, 2],
    [5, 0, 3, 200, 3, 3],
  ])
})

test('Whatever the text, its parts are each readable, fit, and make the text again', () => {
  const texts = fc.string({ unit: 'grapheme', maxLength: 300 })
  fc.assert(
    fc.property(texts, text => {
      const segments = segmentsOf(text, 3)
      if (segments.length === 0) return
      const parts = segments.map(({ bytes, coding, headed }) => {
        assert.ok(bytes.length <= (coding === 8 ? 140 : 160))
        const body = headed ? bytes.subarray(6) : bytes
        return coding === 8
          ? new TextDecoder('utf-16be', { fatal: true, ignoreBOM: true }).decode(body)
          : body.toString('ascii')
      })
      assert.equal(parts.join(''), text.normalize('NFC'))
    }),
  )
})
