import assert from 'node:assert/strict'
import { createVerify, X509Certificate } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { after, test } from 'node:test'
import { openssl, papers } from '../pki/test-openssl.ts'
import { testSignatures } from '../test-lab.ts'
import { certificateIn, type Sent, signaturesIn, statusIn, transactionIn } from './test-mss.ts'

const lab = await testSignatures()
const paper = await papers()
after(async () => {
  await lab.close()
  await paper.clear()
})
const { vinaphone, viettel } = lab
const HA = '+84828114088'
const ANH = '84961122334'

test('VinaPhone hands over CMS of our content that openssl verifies up to the national root', async () => {
  const begun = await vinaphone.begin({ phone: HA, content: 'của chúng tôi' })
  assert.equal(statusIn(begun), '100')
  const id = transactionIn(begun)
  assert.equal(statusIn(await vinaphone.status(id)), '504')
  await lab.confirm(HA, '246810')
  const heard = await vinaphone.status(id)
  assert.equal(statusIn(heard), '502')
  const cms = await paper.put('cms.der', signaturesIn(heard)[0] ?? Buffer.alloc(0))
  const root = await paper.put('root.pem', (await lab.pki.authorities())['national-root'].certificate.toString())
  const { ok, said } = await openssl('cms', '-verify', '-in', cms, '-inform', 'DER', '-CAfile', root, '-purpose', 'any')
  assert.ok(ok, said)
  assert.match(said, /của chúng tôi/)
})

test('Viettel hands over the bare value, and names the certificate that it verifies with', async () => {
  const begun = await viettel.begin({ phone: ANH, content: 'của chúng tôi' })
  assert.equal(statusIn(begun), '100')
  await lab.confirm(ANH, '135790')
  const heard = await viettel.status(transactionIn(begun))
  assert.equal(statusIn(heard), '500')
  const certificate = new X509Certificate(certificateIn(await viettel.profile('+84961122334')))
  assert.match(certificate.subject, /Đỗ Đức Anh/)
  const [value = Buffer.alloc(0)] = signaturesIn(heard)
  assert.ok(createVerify('sha256').update('của chúng tôi').verify(certificate.publicKey, value))
})

test('A signature is handed over as often as it is asked for', async () => {
  const id = transactionIn(await vinaphone.begin({ phone: HA }))
  await lab.confirm(HA, '246810')
  const [once, again] = [await vinaphone.status(id), await vinaphone.status(id)].map(heard => signaturesIn(heard)[0])
  assert.ok(once && again?.equals(once))
})

const attributes = (changed: Record<string, string>) => {
  const usual = { MajorVersion: '1', MinorVersion: '1', TimeOut: '120', MessagingMode: 'asynchClientServer' }
  return Object.entries({ ...usual, ...changed })
    .map(([name, value]) => `${name}="${value}"`)
    .join(' ')
}

const wrong: [string, string, Sent][] = [
  ['another AP_ID', '104', { apId: 'http://somebody.example' }],
  ['another version', '108', { attributes: attributes({ MajorVersion: '2' }) }],
  ['no version', '102', { attributes: 'MessagingMode="asynchClientServer"' }],
  ['another way of messaging', '101', { attributes: attributes({ MessagingMode: 'synch' }) }],
  ['a time limit of nothing', '101', { attributes: attributes({ TimeOut: '0' }) }],
  ['a time limit of a day', '101', { attributes: attributes({ TimeOut: '86400' }) }],
  ['another profile', '109', { profile: 'http://mss.example/profile' }],
  ['120 characters to display', '103', { displayed: 'ă'.repeat(120) }],
  ['a number that is none', '101', { phone: '0828114088' }],
  ['a number of nobody', '105', { phone: '+84828000000' }],
  ['a name of the transaction that is none', '101', { transId: '1-digit-first' }],
  ['no number', '102', { without: 'MobileUser' }],
  ['nothing to sign', '102', { without: 'DataToBeSigned' }],
  ['nothing to display', '102', { without: 'DataToBeDisplayed' }],
  ['no profile', '102', { without: 'SignatureProfile' }],
  ['nobody who asks', '102', { without: 'AP_Info' }],
  ['nobody who is asked', '102', { without: 'MSSP_Info' }],
]
for (const [what, status, sent] of wrong) {
  test(`A request with ${what} is answered by the fault ${status}, and no phone is asked`, async () => {
    for (const [operator, phone] of [
      [vinaphone, HA],
      [viettel, ANH],
    ] as const) {
      const heard = await operator.begin({ phone, ...sent })
      assert.equal(statusIn(heard), `fault ${status}`)
      assert.equal(heard.http, 400)
      assert.deepEqual(await lab.prompts(phone), [])
    }
  })
}

test('119 characters can be displayed, and are shown as they were sent', async () => {
  const displayed = `${'ă'.repeat(110)}<&">'4711`
  assert.equal(displayed.length, 119)
  await vinaphone.begin({ phone: HA, displayed })
  const [prompt] = await lab.prompts(HA)
  assert.deepEqual([prompt?.text, prompt?.verificationCode], [displayed, '4711'])
  await lab.decline(HA)
})

test('A wrong password is refused, and so is a client without certificate or with one of its own making', async () => {
  assert.equal(statusIn(await viettel.begin({ phone: ANH, password: 'another' })), 'fault 104')
  assert.equal(statusIn(await vinaphone.begin({ phone: HA }, { key: undefined, cert: undefined })), 'fault 104')
  const [key, cert] = ['own.key', 'own.crt'].map(name => `${paper.folder}/${name}`) as [string, string]
  const made = ['-newkey', 'rsa:2048', '-nodes', '-subj', '/CN=own', '-keyout', key, '-out', cert]
  assert.ok((await openssl('req', '-x509', ...made)).ok)
  assert.equal(
    statusIn(
      await vinaphone.begin({ phone: HA }, { key: await readFile(key, 'utf8'), cert: await readFile(cert, 'utf8') }),
    ),
    'fault 104',
  )
})

test('A client that trusts other authorities does not speak to the services', async () => {
  await assert.rejects(viettel.begin({ phone: ANH }, { ca: undefined }), /certificate/)
})

test('The name of a transaction can be used once', async () => {
  const transId = 'A-once'
  assert.equal(statusIn(await vinaphone.begin({ phone: HA, transId })), '100')
  await lab.decline(HA)
  assert.equal(statusIn(await vinaphone.begin({ phone: HA, transId })), 'fault 101')
  // Each service has names of its own.
  assert.equal(statusIn(await viettel.begin({ phone: ANH, transId })), '100')
  await lab.decline(ANH)
})

test('While a SIM is asked something it can be asked nothing else, and then it can', async () => {
  await vinaphone.begin({ phone: HA })
  assert.equal(statusIn(await vinaphone.begin({ phone: HA })), 'fault 406')
  assert.equal((await lab.prompts(HA)).length, 1)
  await lab.decline(HA)
  assert.equal(statusIn(await vinaphone.begin({ phone: HA })), '100')
  await lab.decline(HA)
})

test('Nobody is told of a transaction that there is not, or that is another service’s', async () => {
  const id = transactionIn(await vinaphone.begin({ phone: HA }))
  assert.equal(statusIn(await vinaphone.status(`${id}x`)), 'fault 101')
  assert.equal(statusIn(await viettel.status(id)), 'fault 104')
  assert.equal(statusIn(await vinaphone.status('')), 'fault 102')
  await lab.decline(HA)
})

test('A number is asked at its own operator only, wherever its first digits belong', async () => {
  assert.equal(statusIn(await viettel.begin({ phone: '+84978415026' })), 'fault 105')
  assert.equal(statusIn(await viettel.profile('+84978415026')), 'fault 105')
  assert.equal(statusIn(await vinaphone.begin({ phone: '+84978415026' })), '100')
  await lab.decline('+84978415026')
  for (const operator of [vinaphone, viettel]) {
    for (const phone of ['+84905172638', '+84836190527'])
      assert.equal(statusIn(await operator.begin({ phone })), 'fault 105')
  }
})

const rubbish: [string, string][] = [
  ['nothing', ''],
  ['no XML', 'Xin chữ ký'],
  ['XML that is not closed', '<a><b></a>'],
  ['another envelope', '<Envelope><Body><MSS_Signature/></Body></Envelope>'],
  [
    'an entity',
    '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope">&x;</s:Envelope>',
  ],
  ['a name that no namespace knows', '<a:b><a:c/></a:b>'],
]
for (const [what, body] of rubbish) {
  test(`${what} is answered by a fault`, async () => {
    assert.equal(statusIn(await vinaphone.post('/MSS_SignaturePort', body)), 'fault 101')
  })
}

test('A request of a megabyte is not read', async () => {
  const heard = await vinaphone.post('/MSS_SignaturePort', 'a'.repeat(1_000_000)).catch((error: Error) => error)
  assert.ok(heard instanceof Error || heard.http === 413)
})

for (const [fault, wanted] of [
  ['down', /hang up|ECONNRESET/],
  ['reset', /aborted|ECONNRESET/],
] as const) {
  test(`When the services are ${fault}, no answer comes whole`, async () => {
    lab.faults.set({ upstream: 'sim-signing', fault })
    await assert.rejects(vinaphone.begin({ phone: HA }), wanted)
    lab.faults.clear()
  })
}

test('When the services talk rubbish it is no XML, and when they are slow they answer all the same', async () => {
  lab.faults.set({ upstream: 'sim-signing', fault: 'garbage' })
  const heard = await viettel.profile(ANH)
  assert.equal(heard.envelope, undefined)
  assert.match(heard.body, /^<\?xml/)
  lab.faults.set({ upstream: 'sim-signing', fault: 'slow' })
  assert.equal(statusIn(await viettel.profile(ANH)), '100')
  lab.faults.clear()
})
