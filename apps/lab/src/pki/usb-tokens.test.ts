import assert from 'node:assert/strict'
import { createPrivateKey, X509Certificate } from 'node:crypto'
import { after, test } from 'node:test'
import forge from 'node-forge'
import { personas } from '../personas.ts'
import { testLab } from '../test-lab.ts'
import { rootOf } from './authorities.ts'
import { openssl, papers } from './test-openssl.ts'
import { usbTokensOf } from './usb-tokens.ts'

const { server, pki } = await testLab()
const authorities = await pki.authorities()
const paper = await papers()
after(() => paper.clear())

async function tokenOf(id: string) {
  const token = await pki.token(id)
  if (!token) throw new Error(`no token ${id}`)
  return token
}

const p12 = async (id: string) => (await server.inject(`/api/tokens/${id}.p12`)).rawPayload

test('Every token of the cast has a certificate, and whoever expects something of one has one', () => {
  const all = usbTokensOf(personas).map(({ id }) => id)
  assert.deepEqual(
    all,
    personas.flatMap(({ tokens }) => tokens.map(({ id }) => id)),
  )
  for (const { id, tokens, certificates = {}, expects } of personas) {
    assert.deepEqual(Object.keys(certificates).sort(), tokens.map(token => token.id).sort(), id)
    assert.equal(expects.usb === 'none', tokens.length === 0, id)
  }
})

for (const { id, order } of usbTokensOf(personas)) {
  const isGenuine = order.flaw === undefined || order.flaw === 'wrong-key'
  test(`The certificate of ${id} ${isGenuine ? 'was rightly issued' : 'leads to no authority'}, as openssl sees it`, async () => {
    const { certificate } = await tokenOf(id)
    const root = await paper.put(`${id}-root.pem`, authorities[rootOf(order.by)].certificate.toString())
    const above = await paper.put(`${id}-ca.pem`, authorities[order.by].certificate.toString())
    const leaf = await paper.put(`${id}.pem`, certificate.toString())
    // A day after it began: what has expired since, or is not valid yet, is judged by its own time.
    const at = String(Math.floor(certificate.validFromDate.getTime() / 1000) + 86_400)
    const verify = ['verify', '-x509_strict', '-attime', at, '-CAfile', root, '-untrusted', above, leaf]
    const { ok, said } = await openssl(...verify)
    assert.equal(ok, isGenuine, said)
    const now = Date.now()
    const time = certificate.validToDate.getTime() < now ? 'expired' : undefined
    const early = certificate.validFromDate.getTime() > now ? 'not-yet-valid' : undefined
    assert.equal(time ?? early, order.validity)
  })

  test(`openssl and node-forge open the file of ${id} with its PIN, and its key is ${order.flaw === 'wrong-key' ? 'another' : 'the certificate’s'}`, async () => {
    const { pin, certificate } = await tokenOf(id)
    const content = await p12(id)
    const path = await paper.put(`${id}.p12`, content)
    const { ok, said } = await openssl('pkcs12', '-in', path, '-passin', `pass:${pin}`, '-nodes')
    assert.ok(ok, said)
    const key = createPrivateKey(/-----BEGIN PRIVATE KEY[\s\S]*?END PRIVATE KEY-----/.exec(said)?.[0] ?? '')
    const [first, ...above] = [...said.matchAll(/-----BEGIN CERTIFICATE[\s\S]*?END CERTIFICATE-----/g)].map(
      ([pem]) => new X509Certificate(pem),
    )
    assert.equal(first?.fingerprint256, certificate.fingerprint256)
    assert.equal(above.length, order.flaw === 'self-signed' ? 0 : 2)
    assert.equal(certificate.checkPrivateKey(key), order.flaw !== 'wrong-key')
    const opened = forge.pkcs12.pkcs12FromAsn1(forge.asn1.fromDer(content.toString('binary')), pin)
    const shrouded = opened.getBags({ bagType: forge.pki.oids.pkcs8ShroudedKeyBag ?? '' })
    assert.equal(Object.values(shrouded).flat().length, 1)
  })
}

test('A file does not open with another PIN; its key is under AES-256, its certificates are there to see', async () => {
  const path = await paper.put('locked.p12', await p12('duc-anh-vnpt'))
  assert.equal((await openssl('pkcs12', '-in', path, '-passin', 'pass:00000000', '-nodes')).ok, false)
  const { said } = await openssl('pkcs12', '-in', path, '-passin', 'pass:87654321', '-info', '-noout')
  assert.match(said, /MAC: sha256/)
  assert.equal(said.match(/PBES2, PBKDF2, AES-256-CBC/g)?.length, 1, said)
})

test('There is no file of a token that nobody has', async () => {
  for (const file of ['ai-do.p12', 'duc-anh-vnpt', 'duc-anh-vnpt.pem', '..%2Fauthorities.1.json'])
    assert.equal((await server.inject(`/api/tokens/${file}`)).statusCode, 404, file)
})

test('Another lab on the same folder has the same tokens, and at the same time makes no others', async () => {
  const other = await testLab()
  const fingerprint = async (lab: typeof other, id: string) => (await lab.pki.token(id))?.certificate.fingerprint256
  assert.equal(await fingerprint(other, 'duc-anh-vnpt'), (await tokenOf('duc-anh-vnpt')).certificate.fingerprint256)
  const fresh = [await freshLab(), await freshLab()]
  const [one, two] = await Promise.all(fresh.map(lab => fingerprint(lab, 'duc-anh-vnpt')))
  assert.ok(one !== undefined && one === two)
})

const freshFolder = `${paper.folder}/pki`
const freshLab = (changes = {}) => testLab(() => new Date(), { pki: freshFolder, ...changes })

test('At another port the same holder gets a certificate that names it', async () => {
  const at = async (port: number) => (await (await freshLab({ port })).pki.token('thu-ha-newtel'))?.certificate
  const [here, there] = [await at(4010), await at(5010)]
  assert.match(here?.infoAccess ?? '', /http:\/\/127\.0\.0\.1:4010\/pki\/ocsp\/newtel/)
  assert.match(there?.infoAccess ?? '', /http:\/\/127\.0\.0\.1:5010\/pki\/ocsp\/newtel/)
  assert.equal(here?.subject, there?.subject)
})

test('A token is renewed before its certificate ends, and one that has not begun before it begins', async () => {
  const inDays = (days: number) => testLab(() => new Date(Date.now() + days * 86_400_000), { pki: freshFolder })
  const from = async (days: number, id: string) => (await (await inDays(days)).pki.token(id))?.certificate
  const now = await from(0, 'banh-dau-xanh-fpt')
  assert.equal((await from(300, 'banh-dau-xanh-fpt'))?.fingerprint256, now?.fingerprint256)
  const later = await from(700, 'banh-dau-xanh-fpt')
  assert.ok(later && now && later.validToDate > now.validToDate)
  const early = await from(40, 'usb-chua-hieu-luc-vnpt')
  assert.ok(early && early.validFromDate.getTime() > Date.now() + 70 * 86_400_000)
})

test('Subjects are written as Vietnamese authorities write them', async () => {
  const subject = async (id: string) => (await tokenOf(id)).certificate.subject.split('\n')
  assert.deepEqual(await subject('duc-anh-vnpt'), ['UID=CMND:030085012346', 'CN=Đỗ Đức Anh', 'ST=Hải Dương', 'C=VN'])
  assert.deepEqual((await subject('co-so-cmnd-newtel')).slice(0, 2), ['UID=CMND:141230888', 'UID=CCCD:030068002371'])
  assert.ok((await subject('chi-nhanh-vai-thieu-vnpt')).includes('UID=MST:0800000016-001'))
  assert.ok((await subject('so-tu-phap-vgca')).includes('UID=MNS:1039482'))
})

test('Names in BMPString say the same', async () => {
  const { certificate } = await tokenOf('gach-men-nam-sach-newtel')
  assert.match(certificate.subject, /CN=Công ty Cổ phần Gạch men Nam Sách/)
  const path = await paper.put('bmp.pem', certificate.toString())
  assert.match((await openssl('asn1parse', '-in', path)).said, /BMPSTRING/)
})

test('Keys of every kind occur', async () => {
  const kinds = await Promise.all(
    ['thu-ha-newtel', 'duc-anh-vnpt', 'sim-khoa-pin-viettel'].map(async id => {
      const { publicKey } = (await tokenOf(id)).certificate
      return publicKey.asymmetricKeyDetails?.namedCurve ?? publicKey.asymmetricKeyType
    }),
  )
  assert.deepEqual(kinds, ['rsa', 'prime256v1', 'secp384r1'])
})
