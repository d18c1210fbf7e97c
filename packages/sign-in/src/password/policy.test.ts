import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { longestPassword } from './normalise.ts'
import { passwordProblems } from './policy.ts'

const loginName = '030090001234'
const problems = (password: string, name = loginName) => passwordProblems(password, { loginName: name })

test('a password with all four kinds of characters that nobody would try first has no problem', () => {
  const good = [
    'Xanh lá 9 mây!',
    'Tr0ng!Vuon-Cu4',
    'Quê tôi 1 Sông',
    'kH7#pq2Lz',
    'Hanoi@2847193650',
    'ĐườngVề 36 phố ạ',
    'Aa1\u{1f600}xyzk',
  ]
  for (const password of good) assert.deepEqual(problems(password), [], password)
})

test('each missing kind of character is named', () => {
  assert.deepEqual(problems('KH7#PQ2LZ'), ['no-lower-case'])
  assert.deepEqual(problems('kh7#pq2lz'), ['no-upper-case'])
  assert.deepEqual(problems('kHs#pqtLz'), ['no-digit'])
  assert.deepEqual(problems('kH7spq2Lz'), ['no-special'])
})

test('all problems are told at once, in a fixed order', () => {
  assert.deepEqual(problems(''), ['too-short', 'no-lower-case', 'no-upper-case', 'no-digit', 'no-special'])
  assert.deepEqual(problems('matkhau'), ['too-short', 'no-upper-case', 'no-digit', 'no-special', 'too-common'])
})

test('eight characters are enough, seven are not; marks and emoji count as one character', () => {
  assert.deepEqual(problems('kH7#pq2'), ['too-short'])
  assert.deepEqual(problems('kH7#pq2L'), [])
  assert.deepEqual(problems(`${'ế'.normalize('NFD')}H7#pq2`), ['too-short'])
  assert.deepEqual(problems('\u{1f600}H7pqs2'), ['too-short'])
})

test('128 characters are allowed, 129 are not, and a megabyte is refused without being looked at', () => {
  const long = (length: number) => `kH7#${'trăng sao '.repeat(20)}`.slice(0, length)
  assert.deepEqual(problems(long(longestPassword)), [])
  assert.deepEqual(problems(long(longestPassword + 1)), ['too-long'])
  assert.deepEqual(problems('kH7#pq2L'.repeat(130_000)), ['too-long'])
  assert.deepEqual(problems('a'.repeat(1_000_000)), ['too-long'])
  // One code point that NFKC turns into eighteen: what counts is what will be hashed.
  assert.deepEqual(problems(`kH7#pq2L${'\ufdfa'.repeat(7)}`), ['too-long'])
})

test('Vietnamese letters are letters, in either case and however the keyboard composes them', () => {
  for (const form of ['NFC', 'NFD'] as const) {
    assert.deepEqual(problems('đường#7 ạ ế'.normalize(form)), ['no-upper-case'])
    assert.deepEqual(problems('ĐƯỜNG#7 Ạ Ế'.normalize(form)), ['no-lower-case'])
    assert.deepEqual(problems('ĐườngẠế77'.normalize(form)), ['no-special'])
    assert.deepEqual(problems('ĐẠẾ7#ạếồ'.normalize(form)), [])
  }
})

test('a space, a sign of any script and an emoji are special characters', () => {
  for (const special of [' ', '\u3000', '_', '₫', '。', '\u{1f600}', '\u00b7']) {
    assert.deepEqual(problems(`kH7${special}pq2Lz`), [], JSON.stringify(special))
  }
})

test('the favourites and their usual disguises are too common', () => {
  const common = [
    'M@tkhau123',
    'Abc@1234',
    'P@ssw0rd1',
    'M@kHau@123',
    'Mật khẩu 1',
    'MẬTKHẨU@2024',
    'Anhyeuem@1',
    'Anh@yeu@em2024',
    '3mYeu@nh',
    'Qwerty@123',
    '1qaz@WSX',
    '!Qaz2wsx',
    'Password@12345678',
    'P@$$w0rd',
    'Pa55word!',
    'Admin@1234',
    '@Dmin123',
    'Iloveyou1!',
    'Nguyen@1990',
    'Haiduong@2024!',
    'Hải Dương 34',
    'Vi3tN@m!',
    'Summer#2023',
    'Minh@3107',
    'Lan@01021999',
    '123456aA@',
    'Aa@123456',
    'Zxcvbnm@1',
    'Thanh.Tung99',
    'Welcome1!',
    'Dragon!!!1',
    'Viettel@68686868',
    'Đổi mật khẩu 1',
    'T1nhyeu@1',
    'He1lo@123',
    'Matkhau@837',
    'Pass@w0rd1',
    'Anh@y3u@em1',
  ]
  for (const password of common) assert.ok(problems(password).includes('too-common'), password)
})

test('repeating a short piece, or a common word, makes no better password', () => {
  for (const password of ['Aa1!Aa1!', 'Aa1!Aa1!Aa1!Aa1!', 'MatkhauMatkhau1!', '........']) {
    assert.ok(problems(password).includes('too-common'), password)
  }
})

test('a common word within a longer phrase or beside digits of no pattern is allowed', () => {
  for (const password of [
    'Mua he 7 nang!',
    'Hanoi@2847193650',
    'Password of Lan, 7 cats',
    'Matkhau@8372645',
    'Ssword@12',
  ]) {
    assert.ok(!problems(password).includes('too-common'), password)
  }
})

test('the login name may not be inside, in whichever case, with or without diacritics', () => {
  assert.deepEqual(problems('xK#030090001234'), ['contains-login-name'])
  assert.deepEqual(problems('7#xKTRANVIETQ', 'tranvietq'), ['contains-login-name'])
  assert.deepEqual(problems('7#xKtranvietq', 'TranViệtQ'), ['contains-login-name'])
  assert.deepEqual(problems('7#xKTrầnViệtQ', 'tranvietq'), ['contains-login-name'])
  assert.deepEqual(problems('7#xKlequangz', ' lequangz@example.vn '), ['contains-login-name'])
})

test('a login name that is empty or very short forbids only itself', () => {
  assert.deepEqual(problems('kH7#pq2Lz', ''), [])
  assert.deepEqual(problems('kH7#pq2Lz', '   '), [])
  assert.deepEqual(problems('kH7#pq2Lz', 'pq2'), [])
  assert.deepEqual(problems('kH7#pq2Lz', '@'), [])
  assert.ok(problems('pq2', 'PQ2').includes('contains-login-name'))
  assert.ok(!problems('', '').includes('contains-login-name'))
})

test('any text at all gets a verdict, and the same one for each of its Unicode forms', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), fc.string({ maxLength: 20 }), (password, name) => {
      const verdict = problems(password, name)
      assert.deepEqual(problems(password.normalize('NFD'), name), verdict)
      assert.deepEqual(problems(password.normalize('NFKC'), name), verdict)
    }),
  )
})
