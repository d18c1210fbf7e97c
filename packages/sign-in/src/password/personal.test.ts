import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type Person, passwordProblems } from './policy.ts'

const thuHa: Person = {
  ...{ loginName: '030190001234', fullName: 'Nguyễn Thị Thu Hà', dateOfBirth: '1990-08-02' },
  numbers: ['030190001234', '141230888', '+84912345678'],
}

/** What is wrong because of whose password it is; how common it is, is another matter. */
function personal(password: string, person: Person = thuHa): string[] {
  return passwordProblems(password, person).filter(problem => problem.startsWith('contains-'))
}

function each(problem: string, passwords: string[], person = thuHa) {
  for (const password of passwords) assert.ok(personal(password, person).includes(problem), password)
}

test('a password with the name in it is refused, in any case, with or without diacritics, however divided', () => {
  each('contains-name', [
    ...['Nguyenthithuha@90', 'NguyễnThịThuHà#7', 'xK7#NGUYEN', 'nguyễn_Q8x', 'Thu.Ha#8372', 'T-h-u-H-a 8#k'],
    ...['ThiThu@8372', 'Xq9!thithuha', 'HaNguyen_8x', 'Nguyen8Ha#', 'Nguyễn1Thị2Thu3Hà!'],
  ])
})

test('a name written with signs and digits for letters is still the name', () => {
  each('contains-name', ['NGUY3N!x77', 'nguy3nth1thuh@K#8', '7huH@_Xqz', 'xQ#nguyen7h1'])
})

test('short words of a name count only together, in the order of the name or as family and given name', () => {
  const an: Person = { ...thuHa, fullName: 'Lê Hà An' }
  each('contains-name', ['Lehaan#8372', 'HaAn@8372k', 'LeAn!8372k', 'AnLe!8372k', 'Le.Ha.8372#'], an)
  for (const password of ['Anh8372#kk', 'Ha#8372kxq', 'Le!8372kxq', 'AnHa#8372k'])
    assert.deepEqual(personal(password, an), [])
})

test('the letters of a name within other words or not together are nobody’s name', () => {
  for (const password of ['Xanh lá 9 mây!', 'Thu về 8 nắng!', 'Hà Nội #83721', 'Tr0ng!Vuon-Cu4', 'Nguyye8#nkxq']) {
    assert.deepEqual(personal(password), [], password)
  }
})

test('no number known of the person may be inside, also without leading zero, with +84 or divided', () => {
  each('contains-number', [
    ...['xK#030190001234', 'xK#30190001234', 'Xk#141230888', 'Xk-141-230-888', 'Xk#0912345678', 'Xk+84912345678'],
    ...['Xk#0912.345.678', '0912a345b678Xk#', 'Xk#９１２３４５６７８'],
  ])
  for (const password of ['Xk#14123088', 'Xk#0912345', 'Xk#8765432190'])
    assert.deepEqual(personal(password), [], password)
})

test('the date of birth may not be inside in any order, with two or four digits of the year, with or without zeros', () => {
  each('contains-date-of-birth', [
    ...['Xk#02081990', 'Xk#020890q', 'Xk#19900802', 'Xk#900802q', 'Xk#08021990', 'Xk#080290q'],
    ...['Xk#02/08/1990', 'Xk 1990-08-02', 'Xk#2-8-1990', 'Xk#281990q', 'Xk02q08w1990#', 'Xk#199082q'],
  ])
  for (const password of ['Xk#0208kq!', 'Xk#1990kq!', 'Xk#02081991', 'Xk#030890q'])
    assert.deepEqual(personal(password), [], password)
})

test('all that is personal is told, in a fixed order, before how common it is', () => {
  assert.deepEqual(passwordProblems('Nguyen030190001234-02081990', thuHa), [
    ...['contains-login-name', 'contains-name', 'contains-number', 'contains-date-of-birth'],
  ])
  assert.deepEqual(passwordProblems('Nguyen@1990', thuHa), ['contains-name', 'too-common'])
})

test('what is not known of a person forbids nothing', () => {
  for (const person of [
    { loginName: '' },
    { loginName: '', fullName: '', dateOfBirth: '', numbers: [] },
    { loginName: '', fullName: ' - ', dateOfBirth: 'unknown', numbers: ['', '0', '+84', '12345'] },
    { loginName: '', fullName: '李明', dateOfBirth: '1990', numbers: undefined },
  ])
    assert.deepEqual(personal('kH7#pq2Lz12345', person), [])
})

test('whatever is known of a person and whatever the password, there is a verdict', () => {
  const text = fc.string({ unit: 'binary', maxLength: 60 })
  const person = fc.record({ loginName: text, fullName: text, dateOfBirth: text, numbers: fc.array(text) })
  fc.assert(fc.property(text, person, (password, of) => Array.isArray(passwordProblems(password, of))))
})

test('a very long name or password is judged in little time', () => {
  const started = performance.now()
  passwordProblems('nguyen '.repeat(146), { ...thuHa, fullName: 'Nguyễn '.repeat(15) })
  assert.ok(performance.now() - started < 200)
})
