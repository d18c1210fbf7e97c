import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { otpPurposes } from '@motcua/sign-in/otp/sms-otp.ts'
import { deliveries } from './deliver.ts'

type Sent = { to: string; text: string; subject?: string }

function outbox(outcome: 'accepted' | 'refused' | 'unavailable' = 'accepted', now = new Date(1000)) {
  const sent: Sent[] = []
  const send = async (message: Sent) => {
    sent.push(message)
    return { kind: outcome }
  }
  const kinds = deliveries({
    sms: { send, available: () => true } as Parameters<typeof deliveries>[0]['sms'],
    mail: { send } as Parameters<typeof deliveries>[0]['mail'],
    ...{ clock: () => now, portalName: 'Một Cửa', hotline: '1800 1096', lifeMinutes: 5 },
  })
  const run = (name: string, payload: unknown) => {
    const kind = kinds.find(one => one.name === name)
    if (!kind) throw new Error(`no job ${name}`)
    return Promise.resolve().then(() => kind.run(payload))
  }
  return { sent, run }
}

const code = { to: '+84900000001', code: '123456', purpose: 'sign-in', language: 'vi', validUntil: 2000 }
const notice = { kind: 'password-changed', language: 'vi', to: '+84900000001', at: Date.UTC(2026, 10, 23, 3) }

const actions = {
  vi: {
    register: 'đăng ký',
    'sign-in': 'đăng nhập',
    'recover-password': 'đặt lại mật khẩu',
    'confirm-phone': 'xác nhận',
    'change-phone': 'đổi số',
    link: 'liên kết',
    'add-method': 'thêm cách',
  },
  en: {
    ...{ register: 'register', 'sign-in': 'sign in', 'recover-password': 'reset', 'confirm-phone': 'confirm' },
    ...{ 'change-phone': 'change', link: 'link', 'add-method': 'add a way' },
  },
}

describe('messages that leave the house', () => {
  for (const language of ['vi', 'en'] as const) {
    for (const purpose of otpPurposes) {
      it(`name portal and action with a code for ${purpose} in ${language}, in two SMS at most`, async () => {
        const { sent, run } = outbox()
        assert.equal(await run('sms.otp', { ...code, purpose, language }), 'done')
        const [{ to, text } = { to: '', text: '' }] = sent
        assert.equal(to, code.to)
        for (const word of ['123456', 'Một Cửa', '5', actions[language][purpose]]) assert.ok(text.includes(word), text)
        assert.ok(text.length <= 134, `${text.length} characters of UCS-2 are more than two SMS`)
        assert.doesNotMatch(text, /\{|undefined|https?:/)
      })
    }

    for (const kind of ['password-changed', 'account-opened']) {
      it(`tell of ${kind} in ${language} when it was and whom to call, and neither name, number nor link`, async () => {
        const { sent, run } = outbox()
        assert.equal(await run('sms.notice', { ...notice, kind, language }), 'done')
        assert.equal(await run('mail.notice', { ...notice, kind, language, to: 'thu@vidu.vn' }), 'done')
        assert.equal(sent.length, 2)
        for (const { text, subject = 'Một Cửa' } of sent) {
          for (const word of ['Một Cửa', '1800 1096', '10:00', '23/11/2026']) assert.ok(text.includes(word), text)
          assert.ok(subject.includes('Một Cửa'))
          assert.doesNotMatch(`${subject}${text}`, /\{|undefined|https?:|900000001|thu@/)
        }
      })
    }
  }

  it('are dropped when a code has expired on the way', async () => {
    const { sent, run } = outbox('accepted', new Date(2000))
    assert.equal(await run('sms.otp', code), 'dropped')
    assert.deepEqual(sent, [])
  })

  it('are tried again while the other side is away, and not once it has refused', async () => {
    for (const [outcome, expected] of [
      ['unavailable', 'later'],
      ['refused', 'dropped'],
      ['accepted', 'done'],
    ] as const) {
      assert.equal(await outbox(outcome).run('sms.otp', code), expected)
      assert.equal(await outbox(outcome).run('sms.notice', notice), expected)
      assert.equal(await outbox(outcome).run('mail.notice', notice), expected)
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
      const error = await run('sms.otp', payload).then(
        () => undefined,
        (reason: Error) => reason,
      )
      assert.ok(error)
      assert.doesNotMatch(error.message, /secret-purpose|12345678|123456|900000001/)
    }
    assert.deepEqual(sent, [])
  })
})
