import assert from 'node:assert/strict'
import { X509Certificate } from 'node:crypto'
import { test } from 'node:test'
import { rootCertificates } from 'node:tls'
import * as asn1js from 'asn1js'
import { isIssuedBy, readCertificate } from './certificate.ts'
import { certificatesIn } from './certificate-file.ts'
import { contentOf, elementAt, partsOf, wholeOf } from './der.ts'
import { pemOf, TEST_TIME, testAuthority } from './test-authority.ts'
import { certificateOf, extension } from './test-certificates.ts'
import { signedSequence } from './test-signing.ts'

const root = testAuthority()
const { certificate } = root.issue()
const { der } = certificate

/** A copy with other bytes from `at` on, `without` of the old ones left out. */
const changed = (bytes: Buffer, { at, put, without }: { at: number; put: number[]; without: number }) =>
  Buffer.concat([bytes.subarray(0, at), Buffer.from(put), bytes.subarray(at + without)])

test('A certificate says whom it names, who issued it, for when and where to ask about it', () => {
  const issued = root.issue({
    serialNumber: Buffer.from('0123456789abcdef', 'hex'),
    ocspUrl: 'http://ocsp.example.vn/',
    crlUrl: 'http://crl.example.vn/ca.crl',
  }).certificate
  assert.equal(issued.subject.commonName, 'Nguyễn Văn An')
  assert.equal(issued.issuerName, 'Một Cửa Test Root')
  assert.equal(issued.serialNumber, '0123456789ABCDEF')
  assert.equal(issued.validFrom.getTime(), TEST_TIME.getTime() - 86_400_000)
  assert.equal(issued.validTo.getTime(), TEST_TIME.getTime() + 365 * 86_400_000)
  assert.deepEqual([issued.ocspUrls, issued.crlUrls], [['http://ocsp.example.vn/'], ['http://crl.example.vn/ca.crl']])
  assert.equal(issued.fingerprint, new X509Certificate(issued.der).fingerprint256.replaceAll(':', '').toLowerCase())
})

test('An issuer without a common name is called by its organisation', () => {
  const nameless = testAuthority({ subject: [['O', 'Ban Cơ yếu Chính phủ']] })
  assert.equal(nameless.issue().certificate.issuerName, 'Ban Cơ yếu Chính phủ')
})

test('Addresses other than of the web are left out', () => {
  const issued = root.issue({ ocspUrl: 'ldap://ocsp.example.vn/', crlUrl: 'file:///etc/passwd' }).certificate
  assert.deepEqual([issued.ocspUrls, issued.crlUrls], [[], []])
})

test('What is no certificate, cut short or has anything behind it is malformed', () => {
  const wrong = [
    Buffer.alloc(0),
    Buffer.from('not a certificate'),
    Buffer.from(pemOf(certificate)),
    Buffer.from('30030201', 'hex'),
    der.subarray(0, -1),
    Buffer.concat([der, Buffer.of(0)]),
    Buffer.concat([der, der]),
    Buffer.alloc(1_000_000, der),
    Buffer.concat(Array.from({ length: 5_000 }, () => Buffer.from('3080', 'hex'))),
  ]
  for (const each of wrong) assert.equal(readCertificate(each).kind, 'malformed')
})

test('One certificate has one spelling: longer lengths and indefinite ones are malformed', () => {
  assert.equal(der[1], 0x82, 'its length takes two octets')
  const length = [der[2] ?? 0, der[3] ?? 0]
  assert.equal(readCertificate(changed(der, { at: 1, put: [0x83, 0, ...length], without: 3 })).kind, 'malformed')
  const indefinite = Buffer.concat([changed(der, { at: 1, put: [0x80], without: 3 }), Buffer.of(0, 0)])
  assert.equal(readCertificate(indefinite).kind, 'malformed')
})

test('What is longer than any certificate is not read', () => {
  const long = new asn1js.OctetString({ valueHex: new Uint8Array(33_000) })
  assert.equal(readCertificate(root.issueDer({ extensions: [extension('1.2.3.4', long)] }).der).kind, 'malformed')
})

test('The roots that Node brings along are read, each with its own fingerprint', () => {
  assert.ok(rootCertificates.length > 100)
  const read = rootCertificates.flatMap(pem => {
    const found = certificatesIn(Buffer.from(pem))
    return found.kind === 'read' ? found.certificates.map(each => each.fingerprint) : []
  })
  assert.equal(new Set(read).size, rootCertificates.length)
})

test('An authority too may spell what it signs in one way only', () => {
  const signed = (name: asn1js.AsnType) => {
    const whole = asn1js.fromBER(new Uint8Array(der)).result as asn1js.Sequence
    const tbs = whole.valueBlock.value[0] as asn1js.Sequence
    const attribute = new asn1js.Sequence({ value: [new asn1js.ObjectIdentifier({ value: '2.5.4.3' }), name] })
    tbs.valueBlock.value[5] = new asn1js.Sequence({ value: [new asn1js.Set({ value: [attribute] })] })
    const { privateKey } = root.key
    return readCertificate(
      Buffer.from(new asn1js.Sequence({ value: signedSequence(tbs, { key: privateKey }) }).toBER()),
    )
  }
  const [one, other] = ['Nguyễn ', 'Văn An'].map(value => new asn1js.Utf8String({ value }))
  assert.ok(one && other)
  assert.equal(signed(one).kind, 'read')
  const inPieces = new asn1js.Constructed({ idBlock: { tagClass: 1, tagNumber: 12 }, value: [one, other] })
  assert.equal(signed(inPieces).kind, 'malformed')
})

test('The signature of a curve has a twin: the same certificate to its authority, under another fingerprint', () => {
  const parts = partsOf(der, elementAt(der, 0))
  const [tbs, algorithm, signature] = parts.map(each => Buffer.from(wholeOf(der, each)))
  assert.ok(tbs && algorithm && signature)
  const [r, s] = partsOf(signature, elementAt(signature, 3)).map(each => contentOf(signature, each))
  assert.ok(r && s)
  const order = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n
  const other = (order - BigInt(`0x${Buffer.from(s).toString('hex')}`)).toString(16).padStart(64, '0')
  const integers = [r, Buffer.from(other, 'hex')].map(
    each => new asn1js.Integer({ valueHex: positive(Buffer.from(each)) }),
  )
  const value = [
    ...[tbs, algorithm].map(each => asn1js.fromBER(new Uint8Array(each)).result),
    new asn1js.BitString({ valueHex: new asn1js.Sequence({ value: integers }).toBER() }),
  ]
  const twin = certificateOf(Buffer.from(new asn1js.Sequence({ value }).toBER()))
  assert.ok(isIssuedBy(twin, root.certificate))
  assert.equal(twin.serialNumber, certificate.serialNumber)
  assert.notEqual(twin.fingerprint, certificate.fingerprint)
})

/** With the fewest octets that are no negative number. */
function positive(number: Buffer): Buffer {
  const digits = number.subarray(number.findIndex(octet => octet !== 0))
  return (digits[0] ?? 0) < 0x80 ? digits : Buffer.concat([Buffer.of(0), digits])
}

test('A PEM text hidden within a certificate is not read in its place', () => {
  const victim = root.issue().certificate
  const hidden = new asn1js.OctetString({ valueHex: Buffer.from(`\n${pemOf(victim)}\n`) })
  const { der: attack } = testAuthority().issueDer({ extensions: [extension('1.2.3.4', hidden)] })
  assert.equal(new X509Certificate(attack).fingerprint256, victim.x509.fingerprint256, 'OpenSSL still falls for it')
  assert.equal(readCertificate(attack).kind, 'malformed')
  assert.equal(certificatesIn(attack).kind, 'malformed')
})

test('An algorithm outside of what is signed that is not the one inside is malformed', () => {
  const inside = der.indexOf(Buffer.from('06082a8648ce3d040302', 'hex'))
  const outside = der.lastIndexOf(Buffer.from('06082a8648ce3d040302', 'hex'))
  assert.ok(inside < outside)
  for (const at of [inside, outside])
    assert.equal(readCertificate(changed(der, { at: at + 9, put: [3], without: 1 })).kind, 'malformed')
})

test('An extension that stands twice, or is not what its name says, makes a certificate malformed', () => {
  const text = new asn1js.Utf8String({ value: 'CA:TRUE' })
  const unlimited = new asn1js.Sequence({
    value: [new asn1js.Boolean({ value: true }), new asn1js.Integer({ value: -1 })],
  })
  for (const extensions of [
    [extension('1.2.3.4', text), extension('1.2.3.4', text)],
    [extension('2.5.29.19', text)],
    [extension('2.5.29.19', unlimited)],
    [extension('2.5.29.31', text)],
    [extension('1.3.6.1.5.5.7.1.1', text)],
  ])
    assert.equal(readCertificate(root.issueDer({ extensions }).der).kind, 'malformed')
  for (const oid of ['2.5.29.15', '2.5.29.37']) {
    const wish = { keyUsage: 'none', extendedKeyUsage: 'none', extensions: [extension(oid, text)] } as const
    assert.equal(readCertificate(root.issueDer({ ...wish, extensions: [...wish.extensions] }).der).kind, 'malformed')
  }
})

test('A file gives its certificates in PEM, one or several with text between, and in DER', () => {
  const pem = `Vietnam National Root CA\n${pemOf(root.certificate)}\r\n\n${pemOf(certificate)}`
  const fingerprints = (file: Buffer) => {
    const read = certificatesIn(file)
    return read.kind === 'read' ? read.certificates.map(each => each.fingerprint) : read.kind
  }
  assert.deepEqual(fingerprints(Buffer.from(pem)), [root.certificate.fingerprint, certificate.fingerprint])
  assert.deepEqual(fingerprints(der), [certificate.fingerprint])
})

test('A file with nothing to read in it, or with one certificate broken, is malformed', () => {
  const broken = pemOf(certificate).replace('MII', 'MIJ')
  for (const file of [
    '',
    'text',
    '-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----',
    pemOf(root.certificate) + broken,
  ])
    assert.equal(certificatesIn(Buffer.from(file)).kind, 'malformed', file)
  assert.equal(certificatesIn(Buffer.alloc(2_000_000, pemOf(certificate))).kind, 'malformed')
})
