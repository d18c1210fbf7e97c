import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hash as argon2 } from '@node-rs/argon2'
import { hashParameters, passwordHasher } from './hashing.ts'

/** Cheap ones, but where the cost itself is tested. */
const parameters = { memoryCost: 64, timeCost: 1, parallelism: 1 }
const hasher = passwordHasher({ concurrency: 2, queue: 64, parameters })

async function hashOf(password: string, by = hasher): Promise<string> {
  const hashed = await by.hash(password)
  assert.equal(hashed.kind, 'hashed')
  return hashed.kind === 'hashed' ? hashed.hash : ''
}

test('the right password is right and any other wrong', async () => {
  const stored = await hashOf('Xanh lá 9 mây!')
  assert.equal(await hasher.verify(stored, 'Xanh lá 9 mây!'), 'right')
  for (const wrong of [
    '',
    'Xanh lá 9 mây',
    'xanh lá 9 mây!',
    'Xanh la 9 may!',
    ' Xanh lá 9 mây!',
    'Xanh lá 9 mây!\0',
  ]) {
    assert.equal(await hasher.verify(stored, wrong), 'wrong', wrong)
  }
})

test('by default hashes are argon2id, version 1.3, 19 MiB, two passes, one lane', async () => {
  const stored = await hashOf('Xanh lá 9 mây!', passwordHasher({ concurrency: 1, queue: 0 }))
  assert.match(stored, /^\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]{22}\$[\w+/]{43}$/)
})

test('the same password gets another hash each time', async () => {
  assert.notEqual(await hashOf('Xanh lá 9 mây!'), await hashOf('Xanh lá 9 mây!'))
})

test('a password typed on another keyboard, composed otherwise, is the same password', async () => {
  const stored = await hashOf('Tiếng Việt 1!'.normalize('NFD'))
  assert.equal(await hasher.verify(stored, 'Tiếng Việt 1!'.normalize('NFC')), 'right')
  assert.equal(await hasher.verify(stored, 'Ｔiếng Việt\u00a01!'), 'right')
})

test('a long password counts to its last character', async () => {
  const long = 'kH7#'.repeat(32)
  const stored = await hashOf(long)
  assert.equal(await hasher.verify(stored, long), 'right')
  assert.equal(await hasher.verify(stored, `${long.slice(0, -1)}!`), 'wrong')
})

test('a right password whose hash has other parameters or another variant asks to be hashed anew', async () => {
  const password = 'Xanh lá 9 mây!'
  const others = [
    { ...parameters, memoryCost: 32 },
    { ...parameters, memoryCost: 128 },
    { ...parameters, timeCost: 2 },
    { ...parameters, parallelism: 2 },
  ]
  for (const other of others) {
    const stored = await argon2(password, other)
    assert.equal(await hasher.verify(stored, password), 'right-rehash')
    assert.equal(await hasher.verify(stored, 'another'), 'wrong')
  }
  // `password` hashed with argon2i, 64 KiB, one pass: the variant alone differs.
  const argon2i = await argon2(password, { ...parameters, algorithm: 1 })
  assert.match(argon2i, /^\$argon2i\$/)
  assert.equal(await hasher.verify(argon2i, password), 'right-rehash')
})

test('without a hash every password is wrong, also the one that the stand-in was made of', async () => {
  for (const password of ['', 'Xanh lá 9 mây!', 'verified where there is no account', 'x'.repeat(1_000_000)]) {
    assert.equal(await hasher.verify(undefined, password), 'wrong')
  }
})

test('an absurdly long password is wrong for verifying and an exception for hashing', async () => {
  const stored = await hashOf('Xanh lá 9 mây!')
  assert.equal(await hasher.verify(stored, 'x'.repeat(1_000_000)), 'wrong')
  assert.equal(await hasher.verify(await argon2('', parameters), 'x'.repeat(1_000_000)), 'wrong')
  await assert.rejects(hasher.hash('x'.repeat(1_024)), RangeError)
})

test('an unknown name, and an absurd password, cost the time of a real comparison', async () => {
  const costly = passwordHasher({ concurrency: 1, queue: 0, parameters: hashParameters })
  const stored = await hashOf('Xanh lá 9 mây!', costly)
  const fastest = async (known: string | undefined, password: string) => {
    const times: number[] = []
    for (let time = 0; time < 5; time++) {
      const started = performance.now()
      await costly.verify(known, password)
      times.push(performance.now() - started)
    }
    return Math.min(...times)
  }
  const real = await fastest(stored, 'wrong')
  assert.ok((await fastest(undefined, 'wrong')) > real / 2)
  assert.ok((await fastest(stored, 'x'.repeat(2_000))) > real / 2)
})

test('when the queue is full hashing and verifying are busy, for known and unknown alike, and then free again', async () => {
  const small = passwordHasher({ concurrency: 1, queue: 1, parameters })
  const stored = await hashOf('Xanh lá 9 mây!', small)
  const admitted = [small.verify(stored, 'Xanh lá 9 mây!'), small.hash('Xanh lá 9 mây!')]
  assert.equal(await small.verify(stored, 'Xanh lá 9 mây!'), 'busy')
  assert.equal(await small.verify(undefined, 'Xanh lá 9 mây!'), 'busy')
  assert.deepEqual(await small.hash('Xanh lá 9 mây!'), { kind: 'busy' })
  const [verified, hashed] = await Promise.all(admitted)
  assert.equal(verified, 'right')
  assert.ok(typeof hashed === 'object' && hashed.kind === 'hashed')
  assert.equal(await small.verify(stored, 'Xanh lá 9 mây!'), 'right')
})

test('a stored text that is no hash is an exception and costs nobody their place', async () => {
  const small = passwordHasher({ concurrency: 1, queue: 0, parameters })
  const stored = await hashOf('Xanh lá 9 mây!', small)
  for (const rubbish of ['', 'rubbish', '$argon2id$v=19$m=64', stored.slice(0, 40)]) {
    await assert.rejects(small.verify(rubbish, 'Xanh lá 9 mây!'), Error, rubbish)
  }
  assert.equal(await small.verify(stored, 'Xanh lá 9 mây!'), 'right')
})
