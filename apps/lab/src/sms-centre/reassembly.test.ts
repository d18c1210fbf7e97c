import assert from 'node:assert/strict'
import { test } from 'node:test'
import smpp from 'smpp'
import { pieceOf, reassembly } from './reassembly.ts'

const part = (number: number, text: string, reference = 7) => ({ text, part: { reference, total: 3, number } })

test('Parts make the whole in the order they count, not the order they come', () => {
  const joined = reassembly()
  assert.equal(joined.add('a', part(3, 'c')), undefined)
  assert.equal(joined.add('a', part(1, 'a')), undefined)
  assert.equal(joined.add('a', part(1, 'a')), undefined)
  assert.equal(joined.add('a', part(2, 'b')), 'abc')
})

test('Parts for different phones or with different references do not mix', () => {
  const joined = reassembly()
  for (const number of [1, 2]) {
    assert.equal(joined.add('a', part(number, 'x')), undefined)
    assert.equal(joined.add('b', part(number, 'y')), undefined)
    assert.equal(joined.add('a', part(number, 'z', 8)), undefined)
  }
  assert.equal(joined.add('b', part(3, 'y')), 'yyy')
})

test('Of messages that are never completed only the latest are kept', () => {
  const joined = reassembly(1)
  joined.add('a', part(1, 'a'))
  joined.add('b', part(1, 'b'))
  joined.add('a', part(2, 'a'))
  assert.equal(joined.add('a', part(3, 'a')), undefined)
})

const parsed = (fields: object) => new smpp.PDU(new smpp.PDU('submit_sm', fields).toBuffer())
const ucs2 = (text: string) => Buffer.from(text, 'utf16le').swap16()

test('Both headers, the tags and the payload of SMPP are understood', () => {
  const expected = { text: 'Mã', part: { reference: 9, total: 2, number: 1 } }
  const coding = { data_coding: 8 }
  const headed = (header: number[]) => ({
    ...coding,
    esm_class: 0x40,
    short_message: Buffer.concat([Buffer.from(header), ucs2('Mã')]),
  })
  assert.deepEqual(pieceOf(parsed(headed([5, 0, 3, 9, 2, 1]))), expected)
  assert.deepEqual(pieceOf(parsed(headed([6, 8, 4, 0, 9, 2, 1]))), expected)
  const tags = { sar_msg_ref_num: 9, sar_total_segments: 2, sar_segment_seqnum: 1 }
  assert.deepEqual(pieceOf(parsed({ ...coding, ...tags, short_message: ucs2('Mã') })), expected)
  assert.deepEqual(pieceOf(parsed({ ...coding, message_payload: ucs2('Mã'.repeat(200)) })), { text: 'Mã'.repeat(200) })
})

test('A part beyond the total is no part, and a message without text is none', () => {
  const beyond = {
    data_coding: 8,
    esm_class: 0x40,
    short_message: Buffer.concat([Buffer.from([5, 0, 3, 9, 2, 3]), ucs2('Mã')]),
  }
  assert.deepEqual(pieceOf(parsed(beyond)), { text: 'Mã' })
  assert.equal(pieceOf(parsed({ data_coding: 8, short_message: Buffer.alloc(0) })), undefined)
})
