import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { temporaryFolder, testPair } from '../test-tokens.ts'
import { CKF, CKM, CKR } from './cryptoki.ts'
import { slotOffers } from './pkcs11-offers.ts'
import { signOnToken } from './pkcs11-signing.ts'
import { TOKEN, type ToyLibrary, toyLibrary, toySlot } from './test-cryptoki.ts'
import type { Signed } from './token.ts'

const folder = temporaryFolder(after)
const rsa = testPair(folder, 'rsa').certificate
const other = testPair(folder, 'other').certificate
const p384 = testPair(folder, 'p384', { key: 'secp384r1' }).certificate
const challenge = { origin: 'https://dichvucong.example', nonce: 'n'.repeat(43) }

function sign(library: ToyLibrary, pin: string | undefined = '1234'): Signed {
  const id = slotOffers(library)[0]?.id ?? ''
  return signOnToken(library, { id, challenge, pin: pin === undefined ? undefined : Buffer.from(pin) })
}

/** What signing gives when one function refuses with a code. */
function refused(step: string, code: number, library = toyLibrary(toySlot(1, rsa))): Signed {
  library.fails.set(step, [code])
  return sign(library)
}

test('every certificate on every token is offered, with its token’s label', () => {
  const two = toySlot(2, other)
  const both = [
    { der: rsa, id: Buffer.from('a') },
    { der: p384, id: Buffer.from('b') },
  ]
  const one = toySlot(1, rsa, { certificates: both, publicKeys: both.map(({ id }) => id) })
  const offers = slotOffers(toyLibrary(one, two))
  assert.deepEqual(
    offers.map(({ token, certificate }) => [token.label, certificate]),
    [
      ['Toy 1', rsa],
      ['Toy 1', p384],
      ['Toy 2', other],
    ],
  )
  assert.equal(new Set(offers.map(({ id }) => id)).size, 3)
})

test('a certificate without a private key is not offered, unless keys cannot be seen before the PIN', () => {
  const strange = [Buffer.from('another key')]
  assert.equal(slotOffers(toyLibrary(toySlot(1, rsa, { publicKeys: strange }))).length, 0)
  assert.equal(slotOffers(toyLibrary(toySlot(1, rsa, { publicKeys: [] }))).length, 1)
})

test('what is no certificate, and a token that was never set up, is passed over', () => {
  assert.equal(slotOffers(toyLibrary(toySlot(1, Buffer.from('no certificate')))).length, 0)
  assert.equal(slotOffers(toyLibrary(toySlot(1, rsa, { flags: CKF.LOGIN_REQUIRED }))).length, 0)
})

test('the steps to a blocked PIN are told as the token tells them', () => {
  const flags = [0, CKF.USER_PIN_COUNT_LOW, CKF.USER_PIN_COUNT_LOW | CKF.USER_PIN_FINAL_TRY, CKF.USER_PIN_LOCKED]
  assert.deepEqual(
    flags.map(each => slotOffers(toyLibrary(toySlot(1, rsa, { flags: TOKEN | each })))[0]?.token.tries.kind),
    ['ample', 'low', 'last', 'blocked'],
  )
})

const MECHANISMS: [string, Buffer, number[], string, number][] = [
  ['a token that hashes by itself does', rsa, [CKM.RSA_PKCS_PSS, CKM.RSA_PKCS, CKM.SHA256_RSA_PKCS], 'RS256', 0x40],
  ['one that does not gets the hash', rsa, [CKM.SHA256_RSA_PKCS_PSS, CKM.RSA_PKCS], 'RS256', 0x1],
  ['PSS is taken where there is nothing else', rsa, [CKM.RSA_PKCS_PSS], 'PS256', 0xd],
  ['a curve signs with its own algorithm', p384, [CKM.ECDSA], 'ES384', 0x1041],
]
for (const [title, certificate, mechanisms, algorithm, type] of MECHANISMS)
  test(`of the mechanisms, ${title}`, () => {
    const signed = sign(toyLibrary(toySlot(1, certificate, { mechanisms })))
    assert.deepEqual(signed, {
      ...{ kind: 'signed', certificate, algorithm, signature: Buffer.from(`signed with ${type}`) },
    })
  })

test('a token without a mechanism for the key is said to be so', () => {
  const library = toyLibrary(toySlot(1, p384, { mechanisms: [CKM.RSA_PKCS] }))
  assert.deepEqual(sign(library), { kind: 'failed', because: 'unsupported-key' })
})

test('the private key that is not there after the PIN is said to be so', () => {
  const library = toyLibrary(toySlot(1, rsa, { privateKeys: [] }))
  assert.deepEqual(sign(library), { kind: 'failed', because: 'no-key' })
})

test('a wrong PIN tells the tries that the token tells', () => {
  for (const [flag, kind] of [
    [CKF.USER_PIN_COUNT_LOW, 'low'],
    [CKF.USER_PIN_FINAL_TRY, 'last'],
  ] as const) {
    const library = toyLibrary(toySlot(1, rsa, { flags: TOKEN | flag }))
    assert.deepEqual(refused('login 1234', CKR.PIN_INCORRECT, library), { kind: 'wrong-pin', tries: { kind } })
  }
})

test('a PIN too short for the token is a wrong PIN', () => {
  assert.equal(refused('login 1234', CKR.PIN_LEN_RANGE).kind, 'wrong-pin')
})

test('a blocked PIN is told, also where the token says so only in its flags', () => {
  assert.deepEqual(refused('login 1234', CKR.PIN_LOCKED), { kind: 'pin-blocked' })
  const library = toyLibrary(toySlot(1, rsa, { flags: TOKEN | CKF.USER_PIN_LOCKED }))
  assert.deepEqual(refused('login 1234', CKR.PIN_INCORRECT, library), { kind: 'pin-blocked' })
})

const GONE = ['DEVICE_REMOVED', 'TOKEN_NOT_PRESENT', 'SESSION_HANDLE_INVALID', 'OBJECT_HANDLE_INVALID'] as const
for (const name of GONE)
  test(`CKR_${name} while signing is a token that was pulled out`, () => {
    assert.deepEqual(refused('sign', CKR[name]), { kind: 'removed' })
  })

test('a failure of a device that is no longer there is a token that was pulled out', () => {
  const library = toyLibrary(toySlot(1, rsa))
  const { sign: signs } = library
  library.sign = (session, signing) => {
    library.slotsNow = []
    library.fails.set('sign', [CKR.FUNCTION_FAILED])
    return signs(session, signing)
  }
  assert.deepEqual(sign(library), { kind: 'removed' })
})

test('a failure of a device that is there is the device’s', () => {
  const failed = refused('sign', CKR.DEVICE_ERROR)
  assert.deepEqual([failed.kind, 'because' in failed && failed.because], ['failed', 'device'])
})

test('a token pulled out between the choice and the PIN is told', () => {
  const library = toyLibrary(toySlot(1, rsa))
  const id = slotOffers(library)[0]?.id ?? ''
  library.slotsNow = [toySlot(2, other)]
  assert.deepEqual(signOnToken(library, { id, challenge, pin: Buffer.from('1234') }), { kind: 'removed' })
})

test('a session that is logged in already still wants the right PIN', () => {
  const library = toyLibrary(toySlot(1, rsa))
  library.fails.set('login 0000', [CKR.USER_ALREADY_LOGGED_IN, CKR.PIN_INCORRECT])
  assert.equal(sign(library, '0000').kind, 'wrong-pin')
})

test('a PIN pad is asked without a PIN, and what is refused there is cancelled', () => {
  const flags = TOKEN | CKF.PROTECTED_AUTHENTICATION_PATH
  const library = toyLibrary(toySlot(1, rsa, { flags }))
  assert.equal(slotOffers(library)[0]?.token.pin, 'on-device')
  const id = slotOffers(library)[0]?.id ?? ''
  assert.equal(signOnToken(library, { id, challenge, pin: undefined }).kind, 'signed')
  assert.ok(library.asked.includes('login on the device'))
  library.fails.set('login on the device', [CKR.FUNCTION_CANCELED])
  assert.deepEqual(signOnToken(library, { id, challenge, pin: undefined }), { kind: 'cancelled' })
})

test('a key that wants the PIN for every use gets it', () => {
  const library = toyLibrary(toySlot(1, rsa))
  library.fails.set('each use', [])
  assert.equal(sign(library).kind, 'signed')
  assert.deepEqual(library.asked, ['login 1234', 'login for one use', 'sign'])
})

test('nobody stays logged in', () => {
  const library = toyLibrary(toySlot(1, rsa))
  sign(library)
  sign(library)
  assert.deepEqual(library.asked, ['login 1234', 'sign', 'login 1234', 'sign'])
})
