import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { otpPurposes } from '@motcua/sign-in/otp/sms-otp.ts'
import type { OutgoingSms } from '../upstream/sms-centre.ts'
import { otpDelivery } from './deliver-otp.ts'

function outbox(outcome: 'accepted' | 'refused' | 'unavailable' = 'accepted', now = new Date(1000)) {
  const sent: OutgoingSms[] = []
  const { run } = otpDelivery({
    sms: {
      ...{ available: () => true, start: () => undefined, stop: async () => undefined },
      async send(message) {
        sent.push(message)
        return { kind: outcome, messageId: 'x' }
      },
    },
    ...{ clock: () => now, portalName: 'Một Cửa', lifeMinutes: 5 },
  })
  return { sent, run: (payload: unknown) => Promise.resolve().then(() => run(payload)) }
}

const code = { to: '+84900000001', code: '123456', purpose: 'sign-in', language: 'vi', validUntil: 2000 }

const actions = {
  vi: {
    register: 'đăng ký',
    'sign-in': 'đăng nhập',
    'recover-password': 'đặt lại mật khẩu',
    'confirm-phone': 'xác nhận',
    'change-phone': 'đổi số',
    link: 'liên kết',
    'add-method': 'thêm cách',
    complaint: 'khiếu nại',
  },
  en: {
    ...{ register: 'register', 'sign-in': 'sign in', 'recover-password': 'reset', 'confirm-phone': 'confirm' },
    ...{ 'change-phone': 'OTP phone', link: 'link', 'add-method': 'add a sign-in method', complaint: 'complaint' },
  },
}

describe('one-time codes that leave the house', () => {
  for (const language of ['vi', 'en'] as const) {
    for (const purpose of otpPurposes) {
      it(`name portal and action with a code for ${purpose} in ${language}, in two SMS at most`, async () => {
        const { sent, run } = outbox()
        assert.equal(await run({ ...code, purpose, language }), 'done')
        const [{ to, text } = { to: '', text: '' }] = sent
        assert.equal(to, code.to)
        for (const word of ['123456', 'Một Cửa', '5', actions[language][purpose]]) assert.ok(text.includes(word), text)
        assert.ok(text.length <= 134, `${text.length} characters of UCS-2 are more than two SMS`)
        assert.doesNotMatch(text, /\{|undefined|https?:/)
      })
    }
  }

  it('are dropped when they have expired on the way', async () => {
    const { sent, run } = outbox('accepted', new Date(2000))
    assert.equal(await run(code), 'dropped')
    assert.deepEqual(sent, [])
  })

  it('are tried again while the other side is away, and not once it has refused', async () => {
    for (const [outcome, expected] of [
      ['unavailable', 'later'],
      ['refused', 'dropped'],
      ['accepted', 'done'],
    ] as const) {
      assert.equal(await outbox(outcome).run(code), expected)
    }
  })

  it('are not made from a payload that is none, and the complaint repeats no value', async () => {
    const { sent, run } = outbox()
    for (const payload of [
      undefined,
      null,
      {},
      'x',
      { ...code, purpose: 'secret-purpose' },
      { ...code, to: 12345678 },
    ]) {
      const error = await run(payload).then(
        () => undefined,
        (reason: Error) => reason,
      )
      assert.ok(error)
      assert.doesNotMatch(error.message, /secret-purpose|12345678|123456|900000001/)
    }
    assert.deepEqual(sent, [])
  })
})
