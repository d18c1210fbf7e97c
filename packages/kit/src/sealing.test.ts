import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { test } from 'node:test'
import fc from 'fast-check'
import { blindIndex, sealer } from './sealing.ts'

const [first, second] = [randomBytes(32), randomBytes(32)]
const sealing = sealer({ current: 'a', keys: { a: first } })

test('what was sealed opens again in its own context, and in no other', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.string(), fc.string(), (plain, context, other) => {
      const sealed = sealing.seal(plain, context)
      assert.equal(sealing.unseal(sealed, context), plain)
      if (other !== context) assert.equal(sealing.unseal(sealed, other), undefined)
    }),
  )
})

test('a sealed text is URL-safe, shows nothing of the plain one and is never the same twice', () => {
  const [one, two] = [
    sealing.seal('Nguyễn Văn An', 'accounts.name:1'),
    sealing.seal('Nguyễn Văn An', 'accounts.name:1'),
  ]
  assert.match(one, /^a\.[\w-]+$/)
  assert.notEqual(one, two)
  assert.ok(!Buffer.from(one.slice(2), 'base64url').includes('Nguy'))
})

test('a sealed text with any one character changed, added or left out does not open', () => {
  const sealed = sealing.seal('001099012345', 'here')
  const places = fc.integer({ min: 0, max: sealed.length - 1 })
  const characters = fc.constantFrom(...'abcABC019-_.=+ !\u0000é')
  fc.assert(
    fc.property(places, characters, fc.integer({ min: 0, max: 1 }), (at, character, replaced) => {
      const forged = sealed.slice(0, at) + character + sealed.slice(at + replaced)
      if (forged !== sealed) assert.equal(sealing.unseal(forged, 'here'), undefined)
    }),
    { numRuns: 2000 },
  )
  for (let length = 0; length < sealed.length; length++)
    assert.equal(sealing.unseal(sealed.slice(0, length), 'here'), undefined)
})

test('arbitrary text never opens and never throws', () => {
  fc.assert(fc.property(fc.string(), text => assert.equal(sealing.unseal(text, 'here'), undefined)))
})

test('a key id that only every object has is an unknown key', () => {
  const body = randomBytes(64).toString('base64url')
  for (const id of ['constructor', '__proto__', 'toString', 'hasOwnProperty', ''])
    assert.equal(sealing.unseal(`${id}.${body}`, 'here'), undefined)
})

test('a rotated ring opens what its old key sealed and seals with the new one', () => {
  const old = sealing.seal('0912345678', 'here')
  const rotated = sealer({ current: 'b', keys: { a: first, b: second } })
  assert.equal(rotated.unseal(old, 'here'), '0912345678')
  const fresh = rotated.seal('0912345678', 'here')
  assert.match(fresh, /^b\./)
  assert.equal(sealing.unseal(fresh, 'here'), undefined)
  assert.equal(sealer({ current: 'b', keys: { b: second } }).unseal(old, 'here'), undefined)
})

test('another key under the same id opens nothing', () => {
  const other = sealer({ current: 'a', keys: { a: second } })
  assert.equal(other.unseal(sealing.seal('text', 'here'), 'here'), undefined)
})

test('sealed bytes open again in their own context only, under any key of the ring', () => {
  const rotated = sealer({ current: 'b', keys: { a: first, b: second } })
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 500 }), fc.string(), fc.string(), (bytes, context, other) => {
      const plain = Buffer.from(bytes)
      const sealed = sealing.sealBytes(plain, context)
      assert.deepEqual(sealing.unsealBytes(sealed, context), plain)
      assert.deepEqual(rotated.unsealBytes(sealed, context), plain)
      assert.equal(sealing.unsealBytes(rotated.sealBytes(plain, context), context), undefined)
      if (other !== context) assert.equal(sealing.unsealBytes(sealed, other), undefined)
    }),
  )
})

test('sealed bytes show nothing of the plain ones, and do not open with any one bit changed or the end cut off', () => {
  const plain = Buffer.from('Nguyễn Văn An')
  const sealed = sealing.sealBytes(plain, 'here')
  assert.ok(!sealed.includes('Nguy') && sealed.length === plain.length + 'a.'.length + 28)
  for (let bit = 0; bit < sealed.length * 8; bit++) {
    const forged = Buffer.from(sealed)
    forged[bit >> 3] = (forged[bit >> 3] ?? 0) ^ (1 << (bit & 7))
    assert.equal(sealing.unsealBytes(forged, 'here'), undefined)
  }
  for (let length = 0; length < sealed.length; length++)
    assert.equal(sealing.unsealBytes(sealed.subarray(0, length), 'here'), undefined)
  assert.equal(sealing.unsealBytes(Buffer.from('constructor.'.padEnd(80, 'x')), 'here'), undefined)
})

test('a ring without its current key is refused at once', () => {
  assert.throws(() => sealer({ current: 'c', keys: { a: first } }), /no key named c/)
  assert.throws(() => sealer({ current: 'constructor', keys: { a: first } }), /no key named constructor/)
})

test('a blind index is 32 bytes, the same for equal values, and differs by kind, value and key', () => {
  const index = blindIndex({ id: '1', key: first })
  assert.equal(index('phone', '0912345678').length, 32)
  assert.deepEqual(index('phone', '0912345678'), index('phone', '0912345678'))
  assert.notDeepEqual(index('phone', '0912345678'), index('id-number', '0912345678'))
  assert.notDeepEqual(index('phone', '0912345678'), index('phone', '0912345679'))
  assert.notDeepEqual(index('phone', '1'), index('phone1', ''))
  assert.notDeepEqual(index('phone', '0912345678'), blindIndex({ id: '2', key: second })('phone', '0912345678'))
})
