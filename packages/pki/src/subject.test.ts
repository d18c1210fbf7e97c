import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { RelativeDistinguishedNames } from 'pkijs'
import { type CertificateSubject, subjectOf } from './subject.ts'
import { testAuthority } from './test-authority.ts'
import { nameOf, type Rdn, type StringType } from './test-names.ts'

const nothing: CertificateSubject = {
  ...{ commonName: undefined, organization: undefined, title: undefined, email: undefined },
  ...{ idNumbers: [], passportNumbers: [], taxCodes: [], budgetCodes: [], unreadable: false },
}
const subject = (...rdns: Rdn[]) => subjectOf(RelativeDistinguishedNames.fromBER(nameOf(rdns).toBER()))
const unreadable = (...rdns: Rdn[]) => assert.deepEqual(subject(...rdns), { ...nothing, unreadable: true })
const uid = (value: string) => subject(['UID', value])

test('A person with a tax code and an organisation is read, and the attributes may come in any order', () => {
  const rdns: Rdn[] = [
    ['C', 'VN', 'printable'],
    ['ST', 'TP Hồ Chí Minh'],
    ['O', 'Bệnh viện Nhân dân'],
    ['T', 'BS CK II'],
    ['CN', 'Nguyễn Văn An'],
    ['E', 'an@example.vn'],
    ['UID', 'MST:0100109106'],
    ['UID', 'CMND:079073009568'],
  ]
  const expected = {
    ...nothing,
    ...{ commonName: 'Nguyễn Văn An', organization: 'Bệnh viện Nhân dân', title: 'BS CK II', email: 'an@example.vn' },
    ...{ idNumbers: ['079073009568'], taxCodes: ['0100109106'] },
  }
  fc.assert(
    fc.property(fc.shuffledSubarray(rdns, { minLength: rdns.length }), shuffled => {
      assert.deepEqual(subject(...shuffled), expected)
    }),
    { numRuns: 30 },
  )
})

test('An agency has a tax code and a budget code', () => {
  const agency = subject(
    ['E', 'syt@example.gov.vn'],
    ['UID', 'MST:0800000016'],
    ['UID', 'MNS:1047665'],
    ['CN', 'Sở Y tế'],
    ['O', 'UBND thành phố Đà Nẵng'],
  )
  assert.deepEqual([agency.taxCodes, agency.budgetCodes, agency.unreadable], [['0800000016'], ['1047665'], false])
})

test('Each prefix is read in any case and with spaces, a branch with its dash', () => {
  assert.deepEqual(uid('CCCD:030190001234').idNumbers, ['030190001234'])
  assert.deepEqual(uid(' cccd : 030 190 001234 ').idNumbers, ['030190001234'])
  assert.deepEqual(uid('CMND:141230888').idNumbers, ['141230888'])
  assert.deepEqual(uid('Cmnd:001089020747').idNumbers, ['001089020747'])
  assert.deepEqual(uid('MST:0100686209-199').taxCodes, ['0100686209199'])
  assert.deepEqual(uid('mst: 0104359717').taxCodes, ['0104359717'])
  assert.deepEqual(uid('HC:c1234567').passportNumbers, ['C1234567'])
  assert.deepEqual(uid('MNS: 1047665').budgetCodes, ['1047665'])
})

test('A number without a prefix is told by its length, and of a tax code by its check digit', () => {
  assert.deepEqual(uid('001089020747'), { ...nothing, idNumbers: ['001089020747'] })
  assert.deepEqual(uid('141230888'), { ...nothing, idNumbers: ['141230888'] })
  assert.deepEqual(uid('0104359717'), { ...nothing, taxCodes: ['0104359717'] })
  assert.deepEqual(uid('0100686209-199'), { ...nothing, taxCodes: ['0100686209199'] })
  unreadable(['UID', '0104359718'])
  unreadable(['UID', '1041047666'])
})

test('The organisation identifier is a tax code in any of its forms, and never a person', () => {
  for (const value of ['MST:0104359717', 'VATVN-0104359717', 'vatvn-0104359717', '0104359717', 'MST: 0104359717'])
    assert.deepEqual(subject(['organizationIdentifier', value]), { ...nothing, taxCodes: ['0104359717'] }, value)
  for (const value of ['CCCD:030190001234', '030190001234', 'VATDE-0104359717', 'NTRVN-x', ''])
    unreadable(['organizationIdentifier', value])
})

test('Several numbers are all told, the longer first and each once', () => {
  const several = subject(['UID', 'CMND:141230888'], ['UID', 'CCCD:030190001234'], ['UID', '141230888'])
  assert.deepEqual(several.idNumbers, ['030190001234', '141230888'])
})

test('Attributes that share one relative name are all read', () => {
  const together = subject([
    ['CN', 'Nguyễn Văn An'],
    ['UID', 'CCCD:030190001234'],
  ])
  assert.deepEqual([together.commonName, together.idNumbers], ['Nguyễn Văn An', ['030190001234']])
})

for (const type of ['utf8', 'printable', 'bmp', 'teletex', 'ia5'] satisfies StringType[])
  test(`A UID in ${type} is read`, () => {
    assert.deepEqual(subject(['UID', 'CCCD:030190001234', type]).idNumbers, ['030190001234'])
  })

test('Vietnamese is read in UTF-8 and in BMP strings', () => {
  for (const type of ['utf8', 'bmp'] satisfies StringType[])
    assert.equal(subject(['CN', 'Đặng Thị Ngọc Ẩn', type]).commonName, 'Đặng Thị Ngọc Ẩn')
})

test('A text in CN, O or E that looks like a UID is no identifier', () => {
  for (const text of ['UID=CCCD:030190001234', 'An, UID=CCCD:030190001234', 'CCCD:030190001234', 'An+UID=030190001234'])
    for (const name of ['CN', 'O', 'T', 'OU'] as const) {
      const { idNumbers, unreadable } = subject([name, text])
      assert.deepEqual({ idNumbers, unreadable }, { idNumbers: [], unreadable: false }, text)
    }
})

test('A UID with a separator, a second prefix or anything else behind it is unreadable', () => {
  for (const value of [
    'CCCD:030190001234\\,UID=CCCD:001089020747',
    'CCCD:030190001234, UID=CCCD:001089020747',
    'CCCD:030190001234/CN=Nguyễn Văn An',
    'CCCD:CCCD:030190001234',
    'UID=CCCD:030190001234',
    'CCCD:030190001234 MST:0104359717',
    'CCCD;030190001234',
    'CCCD:０３０１９０００１２３４',
    'CCCD:141230888',
    'CCCD:000190001234',
    'CMND:14123088',
    'MST:0104359718',
    'MNS:12',
    'HC:1',
    'BHXH:0104359717',
    'an.nguyen',
    'CCCD:',
    '',
    `CCCD:030190001234${' '.repeat(100)}1`,
  ])
    unreadable(['UID', value])
})

test('A null byte, a control or an invisible character anywhere is unreadable', () => {
  for (const mark of ['\u0000', '\u0007', '\n', '\u007f', '\u200b', '\u202e', '\u2028', '\ufeff']) {
    for (const type of ['utf8', 'bmp'] satisfies StringType[]) {
      unreadable(['UID', `CCCD:030190001234${mark}`, type])
      unreadable(['UID', `${mark}CCCD:030190001234`, type])
    }
    const named = subject(['CN', `Nguyễn Văn An${mark}.evil`], ['UID', 'CCCD:030190001234'])
    assert.deepEqual([named.commonName, named.unreadable], [undefined, true])
  }
})

test('Strings of a type that nobody uses, and bytes that are not of their type, are unreadable', () => {
  unreadable(['UID', 'CCCD:030190001234', 'universal'])
  unreadable(['CN', 'Nguyễn Văn An', 'universal'])
  const odd = Buffer.from(nameOf([['UID', 'CCCD:030190001234X', 'bmp']]).toBER())
  const at = odd.indexOf(Buffer.from('\0X', 'latin1'))
  odd[at] = 0xd8
  assert.equal(subjectOf(RelativeDistinguishedNames.fromBER(odd)).unreadable, true, 'a lone surrogate')
  const broken = Buffer.from(nameOf([['UID', 'CCCD:030190001234']]).toBER())
  broken[broken.length - 1] = 0xff
  assert.equal(subjectOf(RelativeDistinguishedNames.fromBER(broken)).unreadable, true, 'half a character')
  const name = Buffer.from(nameOf([['CN', 'Nguyễn Văn A']]).toBER())
  name[name.length - 1] = 0xe1
  const half = subjectOf(RelativeDistinguishedNames.fromBER(name))
  assert.deepEqual([half.commonName, half.unreadable], [undefined, true], 'half a character in a name')
})

test('A personal number as tax code is taken for the person only where the person is named by it too', () => {
  const named = subject(['UID', 'CCCD:030190001234'], ['UID', 'MST:030190001234'])
  assert.deepEqual(named, { ...nothing, idNumbers: ['030190001234'] })
  const household = subject(['UID', 'CCCD:030190001234'], ['organizationIdentifier', 'VATVN-030190001234'])
  assert.deepEqual(household, named)
  unreadable(['UID', 'MST:030190001234'])
})

test('One that is not understood makes the whole unreadable, whatever else there is', () => {
  const mixed = subject(['UID', 'CCCD:030190001234'], ['UID', 'MSNV:17'])
  assert.deepEqual([mixed.idNumbers, mixed.unreadable], [['030190001234'], true])
})

test('A certificate carries its subject through, with the forged text where it stands', () => {
  const { certificate } = testAuthority().issue({
    subject: [
      ['CN', 'A, UID=CCCD:001089020747'],
      ['UID', 'CCCD:030190001234'],
    ],
  })
  assert.deepEqual(certificate.subject.idNumbers, ['030190001234'])
})
