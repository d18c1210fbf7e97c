import assert from 'node:assert/strict'
import { after, afterEach, before, test } from 'node:test'
import { MSS_NAMESPACE, SOAP_NAMESPACE } from '@motcua/contracts/mobile-signature.ts'
import fc from 'fast-check'
import { readMssAnswer } from '../../apps/national/src/upstream/mss-answers.ts'
import { type SimTransaction, simFailures } from '../../apps/national/src/upstream/sim-signing.ts'
import { simSigningHttp } from '../../apps/national/src/upstream/sim-signing-http.ts'
import { silent } from './lab.ts'
import * as mss from './signature-server.ts'

let vinaphone: mss.SignatureServer
before(async () => {
  vinaphone = await mss.signatureServer('vinaphone')
})
afterEach(() => vinaphone.renew())
after(() => vinaphone.stop())

const transaction: SimTransaction = { operator: 'vinaphone', id: 'h1', phone: mss.PHONE }

/** Without a rest, so that one answer is judged as any other. */
function standing() {
  const lookup = { operatorOf: async () => ({ kind: 'unavailable' }) as const }
  return simSigningHttp({
    ...{ operators: [vinaphone.operator], lookup, log: silent, timeoutMs: 20_000, restMs: 0 },
  }).standing(transaction)
}

const SIGNED = { kind: 'signed', signature: { format: 'cms', signedData: new Uint8Array(mss.SIGNATURE) } }
const put = (what: string | RegExp, by: string) => (xml: string) => {
  const changed = xml.replace(what, by)
  assert.notEqual(changed, xml, 'nothing was changed')
  return changed
}
const all = (what: string, by: string) => (xml: string) => xml.replaceAll(what, by)
const twice = (element: RegExp) => put(element, '$&$&')

const refused: Record<string, (xml: string) => string> = {
  'a document type': put('<s:Envelope', '<!DOCTYPE s:Envelope><s:Envelope'),
  'a document type in small letters': put('<s:Envelope', '<!doctype x><s:Envelope'),
  'an entity of its own': xml =>
    put('<s:Envelope', `<!DOCTYPE x [<!ENTITY n "${mss.PHONE}">]><s:Envelope`)(xml.replace(mss.PHONE, '&n;')),
  'entities in entities': xml =>
    put(
      '<s:Envelope',
      '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]><s:Envelope',
    )(xml.replace('as it is', '&b;')),
  'an entity from elsewhere': put('<s:Envelope', '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><s:Envelope'),
  'a number in references': put(mss.PHONE, '&#43;84828114088'),
  'another version of SOAP': all(SOAP_NAMESPACE, 'http://schemas.xmlsoap.org/soap/envelope/'),
  'no namespace of SOAP': all(` xmlns:s="${SOAP_NAMESPACE}"`, ''),
  'a message in another namespace': all(MSS_NAMESPACE, 'http://uri.etsi.org/TS102204/v1.1.1#'),
  'a message in no namespace': xml => xml.replace(/mss:/g, '').replace('xmlns:', 'xmlns:mss="" xmlns:'),
  'an undeclared prefix': all(` xmlns:mss="${MSS_NAMESPACE}"`, ''),
  'an undeclared prefix on what nobody reads': put('<mss:Status>', '<zz:x/><mss:Status>'),
  'a prefix that means something else inside': put('<mss:MobileUser>', '<mss:MobileUser xmlns:mss="urn:other">'),
  'a status of another namespace': put('<mss:StatusCode ', '<mss:StatusCode xmlns:mss="urn:other" '),
  'a value of another namespace': put('Value="500"', 'xmlns:o="urn:other" o:Value="500"'),
  'a transaction in an attribute of another namespace': put(' AP_TransID', ' xmlns:o="urn:other" o:AP_TransID'),
  'two bodies': twice(/<s:Body>.*<\/s:Body>/),
  'two messages': twice(/<mss:MSS_StatusResp.*<\/mss:MSS_StatusResp>/),
  'two wrappers': twice(/<MSS_StatusQueryResponse>.*<\/MSS_StatusQueryResponse>/),
  'two parties': twice(/<mss:AP_Info[^>]*>/),
  'two people': twice(/<mss:MobileUser>.*<\/mss:MobileUser>/),
  'two numbers': twice(/<mss:MSISDN>.*<\/mss:MSISDN>/),
  'two signatures': twice(/<mss:MSS_Signature>.*<\/mss:MSS_Signature>/),
  'two values of a signature': twice(/<mss:Base64Signature>.*<\/mss:Base64Signature>/),
  'two statuses': twice(/<mss:Status>.*<\/mss:Status>/),
  'two codes': put('<mss:StatusMessage>', '<mss:StatusCode Value="401"/><mss:StatusMessage>'),
  'two values of a code': put('Value="500"', 'Value="500" Value="401"'),
  'two transactions in one': put(' AP_TransID', ' AP_TransID="T0" AP_TransID'),
  'two documents': xml => xml + xml.slice(xml.indexOf('<s:Envelope')),
  'something after the document': xml => `${xml}and more`,
  'a fault beside the message': put('<s:Body>', '<s:Body><s:Fault/>'),
  'elements in a signature': put('</mss:Base64Signature>', '<mss:x/></mss:Base64Signature>'),
  'the message of another port': all('MSS_StatusResp', 'MSS_SignatureResp'),
  'the wrapper of another port': all('MSS_StatusQueryResponse', 'MSS_SignatureResponse'),
  'a wrapper of another namespace': put('<MSS_StatusQueryResponse>', '<MSS_StatusQueryResponse xmlns="urn:other">'),
  'no end': xml => xml.slice(0, -20),
  'ends that do not fit': all('</mss:Status>', '</mss:Statuz>'),
  'a constructor': put('<mss:Status>', '<constructor/><mss:Status>'),
  'a prototype': put('<mss:Status>', '<__proto__><mss:Status/></__proto__><mss:Status>'),
  'a depth beyond measure': put('as it is', '<a>'.repeat(2000) + '</a>'.repeat(2000)),
}
for (const [what, change] of Object.entries(refused)) {
  test(`A signature that comes with ${what} is not believed`, async () => {
    vinaphone.answers.next = mss.says({}, change)
    assert.deepEqual(await standing(), { kind: 'unavailable' })
  })
}

const taken: Record<string, (xml: string) => string> = {
  'other prefixes': xml => xml.replace(/(<\/?|xmlns:)mss\b/g, '$1ns9').replace(/(<\/?|xmlns:)s\b/g, '$1soap'),
  'the standard as the default namespace': xml =>
    xml.replace(/(<\/?)mss:/g, '$1').replace('<MSS_StatusResp', `<MSS_StatusResp xmlns="${MSS_NAMESPACE}"`),
  'the prefixes exchanged': xml =>
    xml.replace(/(<\/?|xmlns:)(mss|s)\b/g, (_all, open, prefix) => `${open}${prefix === 's' ? 'mss' : 's'}`),
  'a wrapper in the standard’s namespace': all('MSS_StatusQueryResponse', 'mss:MSS_StatusQueryResponse'),
  'no wrapper': xml => xml.replace(/<\/?MSS_StatusQueryResponse>/g, ''),
  'a header': put('<s:Body>', '<s:Header><o:x xmlns:o="urn:other">1</o:x></s:Header><s:Body>'),
  'comments and white space': xml =>
    xml.replace(/></g, '>\n  <!-- <mss:Status/> --><').replace(mss.PHONE, ` \n${mss.PHONE}\t`),
  'character data': put(mss.PHONE, `<![CDATA[${mss.PHONE}]]>`),
  'a mark of byte order': xml => `\ufeff${xml}`,
  'names of others that JavaScript knows too': put('<mss:Status>', '<valueOf hasOwn="x"/><mss:Status>'),
  'elements of others': put(
    '<mss:Status>',
    '<o:Status xmlns:o="urn:other"><o:StatusCode Value="401"/></o:Status><mss:Status>',
  ),
}
for (const [what, change] of Object.entries(taken)) {
  test(`A signature that comes with ${what} is taken`, async () => {
    vinaphone.answers.next = mss.says({}, change)
    assert.deepEqual(await standing(), SIGNED)
  })
}

const declines: [string, string, string][] = [
  ['mss:_401', '', 'declined'],
  ['mss:401', '', 'declined'],
  [' \n mss:_401 ', '', 'declined'],
  ['p:_401', ` xmlns:p="${MSS_NAMESPACE}"`, 'declined'],
  ['_401', ` xmlns="${MSS_NAMESPACE}"`, 'declined'],
  ['_401', '', 'unavailable'],
  ['p:_401', '', 'unavailable'],
  ['mss:_401', ' xmlns:mss="urn:other"', 'unavailable'],
  ['s:_401', '', 'unavailable'],
  ['mss:_4010', '', 'unavailable'],
  ['mss:_40', '', 'unavailable'],
  ['mss:__401', '', 'unavailable'],
  ['mss:_401 mss:_402', '', 'unavailable'],
  ['', '', 'unavailable'],
]
for (const [code, around, kind] of declines) {
  test(`A fault of the code '${code.trim()}'${around} is ${kind}`, async () => {
    vinaphone.answers.next = mss.sends(mss.faultXml(code, around), 500)
    assert.deepEqual(await standing(), { kind })
  })
}

const request: mss.MssRequest = {
  ...{ port: 'status', body: '', transaction: 'T1', phone: undefined, id: 'h1', by: undefined, contentType: undefined },
}
const right = mss.answerXml(request)
const piece = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom(
    '<',
    '>',
    '"',
    '&',
    ']]>',
    '<![CDATA[',
    '<!--',
    '<?',
    'xmlns=""',
    '<__proto__/>',
    '\u0000',
    '<!DOCTYPE',
    '=',
  ),
  fc.constantFrom(
    '<constructor a="1"/>',
    '<mss:Status/>',
    ':@',
    '#text',
    '<a:b:c/>',
    '<xmlns:a/>',
    '<:a/>',
    '</>',
    '<a/ >',
  ),
)
/** A right answer with pieces in the place of others. */
const mutated = fc
  .array(fc.tuple(fc.nat(right.length), fc.nat(40), piece), { minLength: 1, maxLength: 4 })
  .map(changes => changes.reduce((xml, [at, length, by]) => xml.slice(0, at) + by + xml.slice(at + length), right))

test('Whatever text comes is read, or is unreadable: nothing throws', () => {
  const port = fc.constantFrom('signature', 'status', 'profile')
  fc.assert(
    fc.property(fc.oneof(mutated, piece, fc.string({ unit: 'binary', maxLength: 400 })), port, (text, at) => {
      assert.ok(['said', 'fault', 'unreadable'].includes(readMssAnswer(text, at as mss.MssRequest['port']).kind))
    }),
    { numRuns: 3_000 },
  )
  assert.equal(readMssAnswer(right, 'status').kind, 'said')
})

test('Whatever a service sends, with whatever status, is an answer in our words', async () => {
  const bytes = fc.oneof(mutated.map(Buffer.from), fc.uint8Array({ maxLength: 300 }).map(Buffer.from))
  const kinds: string[] = ['outstanding', 'signed', ...simFailures]
  await fc.assert(
    fc.asyncProperty(bytes, fc.integer({ min: 200, max: 599 }), async (body, status) => {
      vinaphone.answers.next = mss.sends(body, status)
      const found = await standing()
      assert.ok(kinds.includes(found.kind))
    }),
    { numRuns: 150 },
  )
})
