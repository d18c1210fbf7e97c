import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { mailedCodes } from './mailed-code.ts'

type Sent = { to: string; subject: string; text: string }

function posting(outcome: 'accepted' | 'refused' | 'unavailable' = 'accepted', now = new Date(1000)) {
  const sent: Sent[] = []
  const send = async (mail: Sent) => {
    sent.push(mail)
    return { kind: outcome }
  }
  const job = mailedCodes({ mail: { send }, clock: () => now, portalName: 'Một Cửa', lifeMinutes: 5 })
  return { sent, run: async (payload: unknown) => job.run(payload) }
}

const code = { to: 'thu@vidu.vn', code: '123456', purpose: 'confirm-email', language: 'vi', validUntil: 2000 }

describe('a code by mail', () => {
  for (const language of ['vi', 'en'] as const) {
    it(`names portal and purpose in ${language}, with the code at the beginning and no link`, async () => {
      const { sent, run } = posting()
      assert.equal(await run({ ...code, language }), 'done')
      const [{ to, subject, text } = { to: '', subject: '', text: '' }] = sent
      assert.equal(to, code.to)
      assert.match(subject, /Một Cửa/)
      assert.match(text, /^123456 .*OTP.*email|^123456 .*OTP.*e-mail/)
      assert.match(text, /Một Cửa.* 5 /)
      assert.doesNotMatch(`${subject}${text}`, /\{|undefined|https?:|thu@/)
      assert.ok(!subject.includes('123456'), 'lock screens show subjects')
    })
  }

  it('is dropped when it has expired on the way', async () => {
    const { sent, run } = posting('accepted', new Date(2000))
    assert.equal(await run(code), 'dropped')
    assert.deepEqual(sent, [])
  })

  it('is tried again while the mail server is away, and not once it has refused', async () => {
    assert.equal(await posting('unavailable').run(code), 'later')
    assert.equal(await posting('refused').run(code), 'dropped')
  })

  it('is not made from a payload that is none, and the complaint repeats no value', async () => {
    const { sent, run } = posting()
    for (const payload of [undefined, null, {}, 'x', { ...code, purpose: 'sign-in' }, { ...code, to: 12345678 }]) {
      const error = await run(payload).then(
        () => undefined,
        (reason: Error) => reason,
      )
      assert.ok(error)
      assert.doesNotMatch(error.message, /12345678|123456|thu@/)
    }
    assert.deepEqual(sent, [])
  })
})
