import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { segmentsOf } from '../upstream/sms-segments.ts'
import { mailText, missingValue, noticeKinds, smsText } from './wording.ts'

const at = Date.UTC(2026, 10, 23, 3, 4, 5)
const hours = (count: number) => new Date(at + count * 3_600_000)
/** 1900 and six digits: Vietnamese hotlines are no longer. */
const about = { portalName: 'Một Cửa', hotline: '1900 123456', now: hours(1) }
const longest = {
  device: 'Samsung Galaxy S24 Ultra (Trình duyệt Cốc Cốc trên Android 16) ở một nơi thật là xa',
  method: 'Ứng dụng xác thực của Ngân hàng Thương mại cổ phần Ngoại thương',
  ...{ until: '22/01/2029', code: 'KN-2026-11-23-ABCD-EFGH-1234' },
}
const words = (language: 'vi' | 'en') => ({ language, at, objectionCode: 'K7Q2-M9XP-4T', values: longest })

/** What in an SMS or mail becomes something to press, and what must never be in one. */
const NEVER = /https?:|www|\/\/|@|\w\.\w|\{|\}|undefined|null/

for (const language of ['vi', 'en'] as const) {
  describe(`notices in ${language}`, () => {
    for (const kind of noticeKinds) {
      it(`fit two SMS with the longest of everything: ${kind}`, () => {
        for (const objectionCode of ['K7Q2-M9XP-4T', undefined]) {
          const text = smsText(kind, { ...words(language), objectionCode }, about)
          const segments = segmentsOf(text, 1)
          assert.ok(segments.length > 0 && segments.length <= 2, `${text.length} characters: ${text}`)
          assert.ok(text.length <= 134, text)
        }
      })

      it(`say portal, when and whom to call, and give nothing to press: ${kind}`, () => {
        const sms = smsText(kind, words(language), about)
        const mail = mailText(kind, words(language), about)
        for (const word of ['Một Cửa', '1900 123456']) {
          for (const text of [sms, mail.text, `${mail.subject} 1900 123456`]) assert.ok(text.includes(word), text)
        }
        if (!kind.startsWith('inactivity')) assert.match(sms, /10:04 23\/11/)
        if (!kind.startsWith('inactivity')) assert.match(mail.text, /23\/11\/2026 10:04:05/)
        else for (const text of [sms, mail.text]) assert.ok(text.includes(longest.until), text)
        if (kind === 'complaint-received')
          for (const text of [sms, mail.text]) assert.ok(text.includes(longest.code), text)
        for (const text of [sms, mail.subject, mail.text]) assert.doesNotMatch(text, NEVER)
      })
    }

    it('say how to object for 72 hours, and afterwards only whom to call', () => {
      const objecting = { vi: 'Không phải tôi', en: 'Not me' }[language]
      for (const [now, says] of [
        [hours(0), true],
        [hours(71.99), true],
        [hours(72), false],
        [hours(2000), false],
      ] as const) {
        const sms = smsText('phone-changed', words(language), { ...about, now })
        const mail = mailText('phone-changed', words(language), { ...about, now })
        for (const text of [sms, mail.text]) {
          assert.equal(text.includes('K7Q2-M9XP-4T') && text.includes(objecting), says, text)
          assert.equal(text.includes('K7Q2'), says)
          assert.ok(text.includes(about.hotline))
        }
      }
    })

    it('of what nobody did offer help instead of asking whether it was them', () => {
      for (const kind of ['inactivity-first', 'inactivity-last', 'complaint-received'] as const) {
        const texts = smsText(kind, words(language), about) + mailText(kind, words(language), about).text
        assert.doesNotMatch(texts, /Không phải|Not you|K7Q2/)
      }
    })
  })
}

describe('what a notice mentions', () => {
  const device = (value: string) => smsText('new-device', { ...words('vi'), values: { device: value } }, about)

  it('is whole where it fits, and is cut where it does not', () => {
    for (const name of ['iPhone 15', 'Safari, iPhone']) assert.ok(device(name).includes(`: ${name} đăng nhập`))
    assert.match(device('Samsung Internet, Android'), /: Samsung \w*… đăng nhập/)
    const method = { ...words('vi'), values: { method: 'Ứng dụng xác thực' } }
    assert.match(smsText('method-added', method, about), /thêm Ứng dụng xác thực, /)
    const { objectionCode: _objectionCode, ...calm } = words('vi')
    assert.match(
      smsText('new-device', { ...calm, values: { device: 'Chrome trên Windows' } }, about),
      /: Chrome trên Windows đăng/,
    )
    assert.ok(mailText('new-device', words('vi'), about).text.length < 600)
  })

  it('is never cut where half of it is of no use', () => {
    const code = `KN-${'ABCD-'.repeat(12)}`
    assert.ok(smsText('complaint-received', { ...words('vi'), values: { code } }, about).includes(code))
  })

  it('never makes a link or a number to call, whatever a device calls itself', () => {
    for (const name of [
      'cong-dvc.top',
      'http://a.vn/x',
      'Gọi 0912345678',
      'a@b.vn',
      'x\r\ny',
      '🏛️𠀋',
      '\u202Eabc\u200B',
    ]) {
      for (const text of [
        device(name),
        mailText('new-device', { ...words('vi'), values: { device: name } }, about).text,
      ]) {
        assert.doesNotMatch(text, NEVER)
        assert.doesNotMatch(text, /0912345678|[\u200B\u202E\r]|[\uD800-\uDFFF]/)
      }
    }
  })

  it('is asked for where the text needs it', () => {
    assert.equal(missingValue('new-device'), 'device')
    assert.equal(missingValue('complaint-received', { code: ' ' }), 'code')
    assert.equal(missingValue('inactivity-last', { until: '22/01/2029' }), undefined)
    assert.equal(missingValue('password-changed'), undefined)
  })
})
