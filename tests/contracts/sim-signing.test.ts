import assert from 'node:assert/strict'
import { after, afterEach, before, test } from 'node:test'
import { type MssStatus, mssFormats, mssStatuses } from '@motcua/contracts/mobile-signature.ts'
import { Registry } from 'prom-client'
import type { OperatorAnswer } from '../../apps/national/src/upstream/number-operators.ts'
import type { SimQuestion, SimTransaction } from '../../apps/national/src/upstream/sim-signing.ts'
import { type SimSigningOptions, simSigningHttp } from '../../apps/national/src/upstream/sim-signing-http.ts'
import { silent, until } from './lab.ts'
import * as mss from './signature-server.ts'
import { keptLog } from './stand-in.ts'
import { tlsAuthority } from './tls-papers.ts'

let vinaphone: mss.SignatureServer
let viettel: mss.SignatureServer
before(async () => {
  vinaphone = await mss.signatureServer('vinaphone')
  viettel = await mss.signatureServer('viettel', { format: 'pkcs1', apPassword: 'mật khẩu "<&>' })
})
afterEach(() => {
  vinaphone.renew()
  viettel.renew()
})
after(() => {
  vinaphone.stop()
  viettel.stop()
})

const VIETTELS = '+84978114088'
const question: SimQuestion = {
  ...{ phone: mss.PHONE, displayed: 'Một Cửa: đăng nhập. Mã xác minh 4821', seconds: 60 },
  content: new Uint8Array([0, 255, 1, 2, 3]),
}
const transaction: SimTransaction = { operator: 'vinaphone', id: 'h7', phone: mss.PHONE }
const ofViettel: SimTransaction = { operator: 'viettel', id: 'h1', phone: VIETTELS }

type Opening = Partial<Omit<SimSigningOptions, 'lookup'>> & { found?: OperatorAnswer }

/** The adapter before both services; the look-up knows nothing unless told so. */
function open({ found = { kind: 'unavailable' }, ...changes }: Opening = {}) {
  const operators = [viettel.operator, vinaphone.operator]
  const lookup = { operatorOf: async () => found }
  return simSigningHttp({ operators, lookup, log: silent, timeoutMs: 20_000, ...changes })
}

/** What each status means, as agreed; the number of them is the contract's. */
const meanings: Record<string, MssStatus[]> = {
  outstanding: [100, 400, 504],
  signed: [500, 502],
  declined: [401],
  'pin-blocked': [402, 403],
  'no-such-sim': [105, 404, 407, 422],
  unreachable: [209],
  'timed-out': [208],
  busy: [406],
  'bad-certificate': [425, 501, 503],
  refused: [101, 102, 103, 104, 106, 107, 108, 109, 405, 600],
  unavailable: [423, 424, 900],
}

test('Every status of the standard has a meaning', () => {
  const all = Object.values(meanings).flat().toSorted()
  assert.deepEqual(all, Object.keys(mssStatuses).map(Number).toSorted())
})

for (const [meaning, statuses] of Object.entries(meanings)) {
  const isFailure = meaning !== 'outstanding' && meaning !== 'signed'
  for (const status of statuses) {
    const name = `${status} ${mssStatuses[status]}`
    test(`${name} as the status of an answer is ${meaning}`, async () => {
      vinaphone.answers.next = mss.says({ status })
      assert.equal((await open().standing(transaction)).kind, meaning)
      const begun = isFailure ? meaning : meaning === 'outstanding' ? 'begun' : 'unavailable'
      assert.equal((await open({ operators: [vinaphone.operator] }).begin(question)).kind, begun)
    })

    test(`${name} as a fault is ${isFailure ? meaning : 'not to be believed'}`, async () => {
      const expected = isFailure ? meaning : 'unavailable'
      for (const httpStatus of [500, 400, 200]) {
        vinaphone.answers.next = mss.faults(status, httpStatus)
        assert.equal((await open().standing(transaction)).kind, expected)
        assert.equal((await open({ operators: [vinaphone.operator] }).begin(question)).kind, expected)
      }
    })
  }
}

test('A status without a number of its transaction or phone is believed where it only says no', async () => {
  vinaphone.answers.next = mss.says({ status: 401, msisdn: undefined, id: undefined, signature: undefined })
  assert.deepEqual(await open().standing(transaction), { kind: 'declined' })
  for (const status of [500, 504]) {
    vinaphone.answers.next = mss.says({ status, msisdn: undefined })
    assert.deepEqual(await open().standing(transaction), { kind: 'unavailable' }, String(status))
  }
})

test('Codes that the standard does not have are unavailable, and so is signed without a signature', async () => {
  for (const status of ['000', '999', '410', '99', '4010', 'x', '', '-500', '5e2', '0x1f4']) {
    vinaphone.answers.next = mss.says({ status })
    assert.deepEqual(await open().standing(transaction), { kind: 'unavailable' }, status)
  }
  for (const status of [500, 502])
    for (const signature of [undefined, '', '*', 'AAA', 'A===', 'QQ==QQ==']) {
      vinaphone.answers.next = mss.says({ status, signature })
      assert.deepEqual(await open().standing(transaction), { kind: 'unavailable' }, signature)
    }
})

test('CMS is handed over as it came, in lines or not, of a number with or without a plus', async () => {
  const whole = mss.SIGNATURE.toString('base64')
  const inLines = `\n  ${whole.slice(0, 8)}&#13;\r\n${whole.slice(8, 16)}&#xD;\n\t${whole.slice(16)}\n`
  const signature = { format: 'cms', signedData: new Uint8Array(mss.SIGNATURE) }
  for (const said of [{ signature: inLines }, { msisdn: mss.PHONE.slice(1) }, { id: undefined }]) {
    vinaphone.answers.next = mss.says(said)
    assert.deepEqual(await open().standing(transaction), { kind: 'signed', signature })
  }
  assert.deepEqual(vinaphone.ports(), ['status', 'status', 'status'])
})

test('With a bare value comes the certificate of the SIM, asked for by the number', async () => {
  const signing = open()
  viettel.answers.next = mss.says({ msisdn: VIETTELS })
  const signature = {
    format: 'pkcs1',
    value: new Uint8Array(mss.SIGNATURE),
    certificate: new Uint8Array(mss.CERTIFICATE),
  }
  assert.deepEqual(await signing.standing(ofViettel), { kind: 'signed', signature })
  assert.deepEqual(viettel.ports(), ['status', 'profile'])
  assert.equal(viettel.asked[1]?.phone, VIETTELS)
  const [own, old] = [
    'Certificate State="ACTIVE">',
    'Certificate State="INACTIVE"><e:X509Certificate>QQ==</e:X509Certificate>',
  ]
  const inactive = `<e:MobileUser${old}</e:MobileUserCertificate>`
  viettel.answers.next = mss.says({ msisdn: VIETTELS }, xml =>
    xml
      .replace('<e:MobileUserCertificate>', `${inactive}<e:MobileUser${own}`)
      .replace(
        '</e:X509Certificate></e:MobileUserCertificate></e:Pro',
        '</e:X509Certificate><e:X509Certificate>QQ==$&',
      ),
  )
  assert.deepEqual(await signing.standing(ofViettel), { kind: 'signed', signature }, 'beside an old one and its issuer')
  const profiles: [mss.Answer, string][] = [
    [mss.says({ certificate: undefined }), 'unavailable'],
    [mss.says({ status: 504 }), 'unavailable'],
    [mss.says({ status: 422 }), 'no-such-sim'],
    [mss.faults(404), 'no-such-sim'],
    [mss.says({}, xml => xml.replace(/<e:MobileUserCertificate>.*<\/e:MobileUserCertificate>/, '$&$&')), 'unavailable'],
    [mss.says({}, xml => xml.replace('<e:MobileUserCertificate', '$& State="INACTIVE"')), 'unavailable'],
    [mss.says({ certificate: '*' }), 'unavailable'],
    [mss.sends('nonsense'), 'unavailable'],
    [mss.says({ transaction: 'T0' }), 'unavailable'],
  ]
  for (const [answer, kind] of profiles) {
    viettel.answers.next = (request, response) =>
      (request.port === 'profile' ? answer : mss.says({ msisdn: VIETTELS }))(request, response)
    assert.deepEqual(await signing.standing(ofViettel), { kind })
  }
})

test('A request says who asks what of whom, and text goes over as it was written', async () => {
  const displayed = 'Một Cửa </mss:DataToBeDisplayed><x a="1"/> & \'"<![CDATA[ ]]> &amp; \u0000\u000b\ud800 4821'
  viettel.answers.next = mss.says()
  const begun = await open({ found: { kind: 'found', operator: 'viettel' } }).begin({ ...question, displayed })
  assert.deepEqual(begun, { kind: 'begun', transaction: { operator: 'viettel', id: 'h1', phone: mss.PHONE } })
  const [asked] = viettel.asked
  assert.ok(asked)
  assert.equal(asked.contentType, 'application/soap+xml; charset=utf-8')
  const request = mss.xmlOf(asked.body).MSS_Signature.MSS_SignatureReq
  assert.equal(request['@MessagingMode'], 'asynchClientServer')
  assert.equal(request['@TimeOut'], '60')
  assert.deepEqual([request['@MajorVersion'], request['@MinorVersion']], ['1', '1'])
  assert.equal(request.AP_Info['@AP_ID'], 'http://portal.test')
  assert.equal(request.AP_Info['@AP_PWD'], 'mật khẩu "<&>')
  assert.match(request.AP_Info['@AP_TransID'], /^[A-Za-z][A-Za-z0-9]+$/)
  assert.ok(!Number.isNaN(Date.parse(request.AP_Info['@Instant'])))
  assert.equal(request.MSSP_Info.MSSP_ID.URI, viettel.operator.url)
  assert.match(asked.body, /<mss:MSISDN>\+84828114088<\/mss:MSISDN>/)
  assert.deepEqual(request.DataToBeSigned, {
    '#text': 'AP8BAgM=',
    '@MimeType': 'application/octet-stream',
    '@Encoding': 'base64',
  })
  assert.equal(
    request.DataToBeDisplayed['#text'],
    'Một Cửa </mss:DataToBeDisplayed><x a="1"/> & \'"<![CDATA[ ]]> &amp; ��� 4821',
  )
  assert.equal(request.SignatureProfile.mssURI, 'http://mss.test/sign')
  assert.equal(request.MSS_Format.mssURI, mssFormats.pkcs1)
})

const mismatches: Record<string, mss.Said> = {
  'another request': { transaction: 'T00000000000000000000000000000000' },
  'another number': { msisdn: '+84828114089' },
  'a number in another spelling': { msisdn: '0828114088' },
  'two numbers': { msisdn: '+84828114088,+84828114089' },
  'no number': { msisdn: '' },
}
for (const [what, said] of Object.entries(mismatches)) {
  test(`An answer about ${what} is not believed, and the log says so without a number`, async () => {
    const { log, lines } = keptLog()
    vinaphone.answers.next = mss.says(said)
    const signing = open({ log, operators: [vinaphone.operator] })
    assert.deepEqual(await signing.begin(question), { kind: 'unavailable' })
    assert.deepEqual(await signing.standing(transaction), { kind: 'unavailable' })
    assert.equal(lines.filter(line => line.includes('"cause":"mismatch"') && line.includes('"level":40')).length, 2)
    assert.doesNotMatch(lines.join(''), /8281140/)
  })
}

test('An answer about another transaction is not believed, nor a transaction without a name', async () => {
  vinaphone.answers.next = mss.says({ id: 'h2' })
  assert.deepEqual(await open().standing(transaction), { kind: 'unavailable' })
  for (const id of [undefined, '', 'h 1', '1h', `h${'x'.repeat(128)}`]) {
    vinaphone.answers.next = mss.says({ id })
    assert.deepEqual(await open().begin(question), { kind: 'unavailable' }, id)
  }
})

test('Of two hundred at once each has its own transaction, and none has a request in common', async () => {
  vinaphone.answers.next = (request, response) => {
    const mine = () => mss.says({ id: `h${request.phone?.slice(1)}` })(request, response)
    setTimeout(mine, Math.random() * 50)
  }
  const signing = open()
  const phones = Array.from({ length: 200 }, (_, nth) => `+84828${String(nth).padStart(6, '0')}`)
  const begun = await Promise.all(phones.map(phone => signing.begin({ ...question, phone })))
  for (const [nth, phone] of phones.entries())
    assert.deepEqual(begun[nth], {
      kind: 'begun',
      transaction: { operator: 'vinaphone', id: `h${phone.slice(1)}`, phone },
    })
  assert.equal(new Set(vinaphone.asked.map(each => each.transaction)).size, 200)
})

test('Two answers that were exchanged are both refused', async () => {
  const waiting: { request: mss.MssRequest; response: Parameters<mss.Answer>[1] }[] = []
  vinaphone.answers.next = (request, response) => {
    waiting.push({ request, response })
    const [one, other] = waiting
    if (!one || !other) return
    mss.says()(one.request, other.response)
    mss.says()(other.request, one.response)
  }
  const both = await Promise.all([open().standing(transaction), open().standing(transaction)])
  assert.deepEqual(both, [{ kind: 'unavailable' }, { kind: 'unavailable' }])
})

test('Who serves a number is the look-up’s word: no other operator is asked', async () => {
  const begun = await open({ found: { kind: 'found', operator: 'viettel' } }).begin(question)
  assert.equal(begun.kind === 'begun' && begun.transaction.operator, 'viettel')
  assert.deepEqual(await open({ found: { kind: 'found', operator: 'mobifone' } }).begin(question), {
    kind: 'no-such-sim',
  })
  assert.deepEqual(await open({ found: { kind: 'unknown-number' } }).begin(question), { kind: 'no-such-sim' })
  viettel.answers.next = mss.faults(105)
  assert.deepEqual(await open({ found: { kind: 'found', operator: 'viettel' } }).begin(question), {
    kind: 'no-such-sim',
  })
  assert.deepEqual([viettel.asked.length, vinaphone.asked.length], [2, 0])
})

test('Without the look-up the likeliest is asked first, and the next only where the number is unknown', async () => {
  assert.equal((await open().begin(question)).kind, 'begun')
  assert.deepEqual([vinaphone.asked.length, viettel.asked.length], [1, 0])
  vinaphone.answers.next = mss.faults(105)
  const ported = await open().begin(question)
  assert.equal(ported.kind === 'begun' && ported.transaction.operator, 'viettel')
  viettel.answers.next = mss.says({ status: 105 })
  assert.deepEqual(await open().begin(question), { kind: 'no-such-sim' })
  viettel.asked.length = 0
  for (const answer of [mss.faults(404), mss.faults(900), mss.sends('nonsense')]) {
    vinaphone.answers.next = answer
    assert.notEqual((await open().begin(question)).kind, 'begun')
  }
  assert.equal(viettel.asked.length, 0)
})

test('A prompt is sent once whatever happens; a question how it stands once more on a broken connection', async () => {
  const cut: mss.Answer = (_request, response) => response.socket?.destroy()
  vinaphone.answers.next = cut
  assert.deepEqual(await open().begin(question), { kind: 'unavailable' })
  assert.equal(vinaphone.asked.length, 1)
  vinaphone.asked.length = 0
  vinaphone.answers.next = (request, response) =>
    (vinaphone.asked.length === 1 ? cut : mss.says({ status: 504 }))(request, response)
  assert.deepEqual(await open().standing(transaction), { kind: 'outstanding' })
  assert.equal(new Set(vinaphone.asked.map(each => each.transaction)).size, 2)
  vinaphone.asked.length = 0
  vinaphone.answers.next = cut
  assert.deepEqual(await open().standing(transaction), { kind: 'unavailable' })
  assert.equal(vinaphone.asked.length, 2)
})

test('A service that is slow, too long or no service is unavailable', async () => {
  // Only a limit that is kept is shorter than this; what comes after it is right and too late.
  vinaphone.answers.next = (request, response) => void setTimeout(() => mss.says()(request, response), 2_000)
  assert.deepEqual(await open({ timeoutMs: 300 }).standing(transaction), { kind: 'unavailable' })
  const padded = (bytes: number) => mss.says({}, xml => xml + ' '.repeat(bytes - Buffer.byteLength(xml)))
  vinaphone.answers.next = padded(64 * 1024)
  assert.equal((await open().standing(transaction)).kind, 'signed')
  vinaphone.answers.next = padded(64 * 1024 + 1)
  assert.deepEqual(await open().standing(transaction), { kind: 'unavailable' })
  for (const status of [201, 302, 401, 403, 404, 500, 503]) {
    vinaphone.answers.next = (request, response) => mss.sends(mss.answerXml(request), status)(request, response)
    assert.deepEqual(await open().standing(transaction), { kind: 'unavailable' }, String(status))
  }
  assert.deepEqual(await open({ operators: [viettel.operator] }).standing(transaction), { kind: 'unavailable' })
})

test('The portal shows its own certificate, and talks to nobody whom the operator’s authority does not know', async () => {
  assert.equal((await open().begin(question)).kind, 'begun')
  assert.equal(vinaphone.asked[0]?.by, 'portal')
  const others = tlsAuthority('Another authority')
  const { client: _client, ...without } = vinaphone.operator
  const { ca: _ca, ...byNode } = vinaphone.operator
  const elsewhere = vinaphone.operator.url.replace('127.0.0.1', 'localhost')
  for (const operator of [
    ...[without, byNode, { ...vinaphone.operator, ca: others.ca }, { ...vinaphone.operator, url: elsewhere }],
    { ...vinaphone.operator, client: others.issue('portal') },
  ])
    assert.deepEqual(await open({ operators: [operator] }).begin(question), { kind: 'unavailable' })
  assert.equal(vinaphone.asked.length, 1)
})

test('An operator in trouble is left alone for a while, and no other with it', async () => {
  const signing = open({ restMs: 50 })
  const registry = new Registry()
  signing.measures(registry)
  const up = () => Object.fromEntries(signing.health().map(({ operator, isUp }) => [operator, isUp]))
  vinaphone.answers.next = mss.faults(900)
  for (let times = 0; times < 6; times++) await signing.standing(transaction)
  assert.deepEqual(up(), { viettel: true, vinaphone: true }, 'an error about one SIM is no trouble of the service')
  vinaphone.answers.next = mss.sends('nonsense')
  for (let times = 0; times < 5; times++) await signing.standing(transaction)
  assert.deepEqual(up(), { viettel: true, vinaphone: false })
  const measured = await registry.metrics()
  assert.match(measured, /motcua_sim_operator_up\{operator="viettel"\} 1/)
  assert.match(measured, /motcua_sim_operator_up\{operator="vinaphone"\} 0/)
  const asked = vinaphone.asked.length
  assert.equal((await signing.begin(question)).kind, 'unavailable')
  assert.equal(vinaphone.asked.length, asked)
  viettel.answers.next = mss.says({ msisdn: VIETTELS })
  assert.equal((await signing.standing(ofViettel)).kind, 'signed')
  vinaphone.answers.next = mss.says()
  await until(async () => (await signing.standing(transaction)).kind === 'signed')
  assert.deepEqual(up(), { viettel: true, vinaphone: true })
})

test('The log tells of each question and of what is our fault, and names nobody', async () => {
  const { log, lines } = keptLog()
  const signing = open({ log, found: { kind: 'found', operator: 'viettel' } })
  viettel.answers.next = mss.faults(104)
  await signing.begin(question)
  viettel.answers.next = mss.says({ msisdn: VIETTELS })
  await signing.standing(ofViettel)
  const told = lines.map(line => JSON.parse(line))
  assert.deepEqual(
    told.map(({ level, port, outcome, status }) => [level, port, outcome, status]),
    [
      [30, 'signature', 'fault', '104 UNAUTHORIZED_ACCESS'],
      [50, 'signature', 'fault', '104 UNAUTHORIZED_ACCESS'],
      [30, 'status', 'said', '500 SIGNATURE'],
      [30, 'profile', 'said', '100 REQUEST_OK'],
    ],
  )
  assert.doesNotMatch(lines.join(''), /114088|4821|mật khẩu|Một Cửa/)
})
