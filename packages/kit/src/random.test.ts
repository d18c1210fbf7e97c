import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Random, randomDigits, randomToken, randomUuid, systemRandom } from './random.ts'

/** Hands out the given bytes in order, then fails. */
function scripted(...bytes: number[]): Random {
  return count => {
    assert.ok(bytes.length >= count, 'more bytes drawn than scripted')
    return Buffer.from(bytes.splice(0, count))
  }
}

test('digits pass over bytes from 250, which would favour the digits 0 to 5', () => {
  assert.equal(randomDigits(scripted(250, 255, 249, 251, 254, 10, 0, 7, 252, 1, 2, 3), 6), '900712')
})

test('every digit stands for exactly 25 of the 250 bytes used', () => {
  const seen = new Map<string, number>()
  for (let byte = 0; byte < 250; byte++) {
    const digit = randomDigits(scripted(byte), 1)
    seen.set(digit, (seen.get(digit) ?? 0) + 1)
  }
  assert.deepEqual([...seen.keys()].sort(), [...'0123456789'])
  assert.ok([...seen.values()].every(times => times === 25))
})

test('digits are as many as asked for, leading zeros kept', () => {
  assert.equal(randomDigits(scripted(0, 0, 0, 0, 0, 1), 6), '000001')
  for (const digits of [1, 4, 6, 12]) assert.match(randomDigits(systemRandom, digits), new RegExp(`^\\d{${digits}}$`))
})

test('a UUID has version 4 and the RFC variant, whatever the bytes', () => {
  const form = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/
  assert.equal(randomUuid(scripted(...Array<number>(16).fill(255))), 'ffffffff-ffff-4fff-bfff-ffffffffffff')
  assert.equal(randomUuid(scripted(...Array<number>(16).fill(0))), '00000000-0000-4000-8000-000000000000')
  for (let n = 0; n < 100; n++) assert.match(randomUuid(systemRandom), form)
})

test('a token has 256 bits unless told otherwise and is URL-safe', () => {
  assert.match(randomToken(systemRandom), /^[\w-]{43}$/)
  assert.match(randomToken(systemRandom, 9), /^[\w-]{12}$/)
  assert.notEqual(randomToken(systemRandom), randomToken(systemRandom))
})
