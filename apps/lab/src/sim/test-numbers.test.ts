import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { mssStatuses, testNumber } from '@motcua/contracts/mobile-signature.ts'
import { verifyMobileSignature } from '@motcua/pki/mobile-signature.ts'
import { testSignatures } from '../test-lab.ts'
import { certificateIn, signaturesIn, statusIn, transactionIn } from './test-mss.ts'

const lab = await testSignatures()
after(() => lab.close())
const { vinaphone, viettel } = lab

const AT_ONCE = [101, 102, 103, 104, 105, 106, 107, 108, 109, 404, 405, 406, 407, 422, 600, 900]
const NO_FAILURES = [100, 500, 502, 504]

for (const status of Object.keys(mssStatuses).map(Number)) {
  const phone = testNumber(status)
  test(`The test number of ${status} always ends with it, at both services and again`, async () => {
    for (const [operator, failures] of [
      [vinaphone, 'fault '],
      [viettel, ''],
      [vinaphone, 'fault '],
    ] as const) {
      const begun = await operator.begin({ phone })
      if (AT_ONCE.includes(status)) {
        assert.equal(statusIn(begun), `fault ${status}`)
        continue
      }
      assert.equal(statusIn(begun), '100')
      const id = transactionIn(begun)
      assert.equal(statusIn(await operator.status(id)), '504')
      lab.later(1)
      const wanted = NO_FAILURES.includes(status) ? '' : failures
      assert.equal(statusIn(await operator.status(id)), `${wanted}${status}`)
    }
  })
}

test('A test number that signs does so over our content, but for the one whose signature is wrong', async () => {
  const content = Buffer.from('của chúng tôi')
  const ended = async (operator: typeof viettel, status: number) => {
    const id = transactionIn(await operator.begin({ phone: testNumber(status), content: content.toString() }))
    lab.later(1)
    return signaturesIn(await operator.status(id))[0] ?? Buffer.alloc(0)
  }
  const signedData = await ended(vinaphone, 502)
  assert.equal(verifyMobileSignature({ format: 'cms', signedData }, content).kind, 'right')
  const verdict = async (status: number) => {
    const certificate = certificateIn(await viettel.profile(testNumber(status)))
    return verifyMobileSignature({ format: 'pkcs1', value: await ended(viettel, status), certificate }, content)
  }
  assert.equal((await verdict(500)).kind, 'right')
  assert.deepEqual(await verdict(503), { kind: 'refused', reason: 'wrong-signature' })
})

test('The test number that is never answered ends with its time', async () => {
  const id = transactionIn(await vinaphone.begin({ phone: testNumber(504) }))
  lab.later(120)
  assert.equal(statusIn(await vinaphone.status(id)), 'fault 208')
})

test('A test number of a status that there is not is nobody’s', async () => {
  assert.equal(statusIn(await vinaphone.begin({ phone: testNumber(999) })), 'fault 105')
})
