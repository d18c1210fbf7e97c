import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { type LabSimMischief, labSimMischiefs } from '@motcua/contracts/lab-api.ts'
import { verifyMobileSignature } from '@motcua/pki/mobile-signature.ts'
import { testSignatures } from '../test-lab.ts'
import { answerIn, certificateIn, type Heard, signaturesIn, statusIn, transactionIn } from './test-mss.ts'

const lab = await testSignatures()
after(() => lab.close())
const content = Buffer.from('của chúng tôi')
const PEOPLE = {
  vinaphone: { phone: '+84828114088', pin: '246810', name: 'Nguyễn Thị Thu Hà' },
  viettel: { phone: '+84961122334', pin: '135790', name: 'Đỗ Đức Anh' },
}
type Service = keyof typeof PEOPLE

/** What a service hands over after a person confirmed, and whose signature over our content each part of it is. */
async function handedOver(service: Service, mischief: LabSimMischief | 'none') {
  const { phone, pin } = PEOPLE[service]
  const payload = { mischief }
  const set = await lab.server.inject({ method: 'PUT', url: `/api/phones/${phone}/sim/mischief`, payload })
  assert.equal(set.statusCode, 204)
  const id = transactionIn(await lab[service].begin({ phone, content: content.toString() }))
  await lab.confirm(phone, pin)
  const heard = await lab[service].status(id)
  const certificate = certificateIn(await lab[service].profile(phone))
  return { id, heard, signers: signaturesIn(heard).map(one => signerOf(service, one, certificate)) }
}

function signerOf(service: Service, value: Buffer, certificate: Buffer): string {
  const signature =
    service === 'viettel'
      ? ({ format: 'pkcs1', value, certificate } as const)
      : ({ format: 'cms', signedData: value } as const)
  const verified = verifyMobileSignature(signature, content)
  return verified.kind === 'right' ? (verified.certificate.subject.commonName ?? '') : verified.reason
}

const numberIn = (heard: Heard) =>
  answerIn(heard)
    ?.children.find(({ name }) => name === 'MobileUser')
    ?.children.find(({ name }) => name === 'MSISDN')?.text

for (const service of ['vinaphone', 'viettel'] as const) {
  const { phone, name } = PEOPLE[service]
  const status = { vinaphone: '502', viettel: '500' }[service]
  const truth = { status, phone, isOurs: true, signers: [name] }
  const lies: Record<LabSimMischief | 'none', object> = {
    none: {},
    'other-transaction': { signers: ['wrong-signature'] },
    'other-person': { signers: ['someone else'] },
    'no-signature': { signers: [] },
    'other-number': { phone: 'another' },
    'other-transid': { isOurs: false },
    twice: { signers: service === 'viettel' ? [name, 'wrong-signature'] : [name, 'someone else'] },
    'wrong-format': { signers: [service === 'viettel' ? 'wrong-signature' : 'malformed'] },
  }
  for (const mischief of [...labSimMischiefs, 'none'] as const) {
    test(`A service of ${service} up to ${mischief} lies in that and in nothing else`, async () => {
      const { id, heard, signers } = await handedOver(service, mischief)
      const number = numberIn(heard)
      assert.deepEqual(
        {
          status: statusIn(heard),
          phone: number === phone ? phone : 'another',
          isOurs: transactionIn(heard) === id,
          signers: signers.map(one => (/^[\p{Lu}]/u.test(one) && one !== name ? 'someone else' : one)),
        },
        { ...truth, ...lies[mischief] },
      )
    })
  }
}

test('Mischief is with one number’s answers only', async () => {
  lab.signatures.mischiefs.set('+84828114088', 'other-person')
  const held = certificateIn(await lab.vinaphone.profile('+84978415026'))
  assert.ok((await lab.pki.sim('+84978415026'))?.certificate.raw.equals(held))
  lab.signatures.mischiefs.set('+84828114088', 'none')
})
