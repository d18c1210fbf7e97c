import assert from 'node:assert/strict'
import { test } from 'node:test'
import { plain } from '@motcua/ui/words.ts'
import { messages } from './messages.ts'
import { otpPurposes } from './sms-otp.ts'

/** Characters of one SMS in UCS-2, and of each when there are two (3GPP TS 23.040: the header takes three). */
const [ONE, EACH_OF_TWO] = [70, 67]

for (const purpose of otpPurposes) {
  test(`the Vietnamese SMS for ${purpose} fits one message, the English one two, and both name portal and code`, () => {
    const values = { code: '123456', portal: 'Một Cửa', minutes: 5 }
    const [vi, en] = (['vi', 'en'] as const).map(language => plain(language, messages)(`otp.sms.${purpose}`, values))
    assert.ok(vi !== undefined && vi.length <= ONE, `${vi?.length}: ${vi}`)
    assert.ok(en !== undefined && en.length <= 2 * EACH_OF_TWO, `${en?.length}: ${en}`)
    for (const text of [vi, en]) {
      // Decomposed letters would take two or three places each.
      assert.equal(text, text.normalize('NFC'))
      for (const word of ['123456', 'Một Cửa', 'OTP', '5']) assert.ok(text.includes(word), text)
    }
  })
}

test('no two purposes are named alike', () => {
  for (const texts of [messages.vi, messages.en]) assert.equal(new Set(Object.values(texts)).size, otpPurposes.length)
})
