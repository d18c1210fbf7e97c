import assert from 'node:assert/strict'
import { test } from 'node:test'
import { avatar } from './avatar.ts'
import { captchaField, otpField } from './code-fields.ts'
import { clock, countdown } from './countdown.ts'
import { dataList } from './data-list.ts'
import { errorSummary } from './error-summary.ts'
import { checkbox, dateField, selectField, textField } from './fields.ts'
import { fileField } from './file-field.ts'
import { button, form, postButton } from './form.ts'
import { pagination } from './parts.ts'
import { passwordField } from './password-field.ts'
import { stepper } from './stepper.ts'
import { table } from './table.ts'
import { timeline } from './timeline.ts'

const markup = (value: unknown) => String(value).replace(/\s+/g, ' ')

test('files are tied to what is said of them, and each can be removed by its own button', () => {
  const shown = markup(
    fileField('vi', {
      ...{ name: 'attachments', label: 'Tệp', hint: 'h', accept: '.pdf', bytesEach: 10, action: '/gui' },
      problems: [{ id: 'attachments-damaged', text: 'p' }],
      held: [{ id: '7', name: '<b>.pdf', detail: 'PDF' }],
    }),
  )
  assert.match(
    shown,
    /<label for="attachments">.*<input class="input" type="file" id="attachments" name="attachments" multiple/,
  )
  assert.match(shown, /aria-invalid="true" aria-describedby="attachments-hint attachments-damaged"/)
  for (const id of ['attachments-hint', 'attachments-damaged']) assert.match(shown, new RegExp(`id="${id}"`))
  assert.match(
    shown,
    /name="remove" value="7" formaction="\/gui#attachments-files"><span>Xóa<span class="unseen"> &lt;b&gt;\.pdf/,
  )
  assert.match(shown, /name="action" value="upload" formaction="\/gui#attachments-files"/)
})

test('a timeline says in words what is done, and marks where it is', () => {
  const shown = markup(
    timeline('vi', [
      { title: 'a', place: 'done' },
      { title: 'b', place: 'waits', text: 'khi nào' },
      { title: 'c', place: 'ahead' },
    ]),
  )
  assert.match(
    shown,
    /class="done">.*Đã xong: <\/span>a.*class="waits" aria-current="step">.*b<\/strong><p>khi nào.*class="ahead">/,
  )
})

test('a field is tied to its label, hint, reason and error, and keeps what was typed', () => {
  const shown = markup(
    textField('vi', { name: 'phone', label: 'Số', hint: 'h', why: 'w', error: 'e', required: true, value: '<08>' }),
  )
  assert.match(shown, /<label for="phone">/)
  assert.match(
    shown,
    /<input id="phone" name="phone" required aria-invalid="true" aria-describedby="phone-hint phone-why phone-error"/,
  )
  for (const id of ['phone-hint', 'phone-why', 'phone-error']) assert.match(shown, new RegExp(`id="${id}"`))
  assert.match(shown, /value="&lt;08&gt;"/)
  assert.match(shown, /class="star" aria-hidden="true">\*/)
})

test('a field without errors or hints claims neither', () => {
  const shown = markup(textField('vi', { name: 'a', label: 'A' }))
  assert.doesNotMatch(shown, /aria-invalid|aria-describedby|required|star|không bắt buộc/)
})

test('an optional field says so in the visitor’s language', () => {
  assert.match(markup(textField('vi', { name: 'a', label: 'A', required: false })), /\(không bắt buộc\)/)
  assert.match(markup(textField('en', { name: 'a', label: 'A', required: false })), /\(optional\)/)
})

test('a date is typed as digits with an example beside it', () => {
  const shown = markup(dateField('vi', { name: 'born', label: 'Ngày sinh', autocomplete: 'bday' }))
  assert.match(shown, /type="text".*autocomplete="bday".*inputmode="numeric"/)
  assert.match(shown, /ví dụ 12\/08\/1990/)
})

test('a select marks the value chosen, or its empty first line', () => {
  const options = [{ value: '30', label: 'Hải Dương' }]
  assert.match(markup(selectField('vi', { name: 'a', label: 'A', options, value: '30' })), /value="30" selected/)
  assert.match(markup(selectField('vi', { name: 'a', label: 'A', options })), /<option value="" selected>Chọn/)
})

test('a password is never put into a page, whatever is handed in', () => {
  const field = { name: 'p', label: 'Mật khẩu', autocomplete: 'current-password', value: 'Sen#Hong1' } as const
  assert.doesNotMatch(markup(passwordField('vi', field)), /Sen#Hong1/)
})

test('new passwords list their rules and describe the field with them', () => {
  const shown = markup(
    passwordField('vi', { name: 'p', label: 'x', autocomplete: 'new-password', rules: { loginName: '030' } }),
  )
  assert.match(shown, /aria-describedby="p-rules".*data-rules="p-rules" data-login-name="030"/)
  assert.deepEqual(
    [...shown.matchAll(/data-rule="(\w+)"/g)].map(match => match[1]),
    ['length', 'lower', 'upper', 'digit', 'special', 'name'],
  )
})

test('the OTP is one field that phones fill in from the SMS and that takes spaces', () => {
  const shown = markup(otpField('vi', {}))
  assert.equal(shown.match(/<input/g)?.length, 1)
  assert.match(shown, /name="otp".*inputmode="numeric".*autocomplete="one-time-code"/)
  assert.ok(Number(/maxlength="(\d+)"/.exec(shown)?.[1]) >= 11)
})

test('the captcha refreshes as a submit of the form and can be heard', () => {
  const shown = markup(captchaField('vi', { captchaId: 'c1', picture: '/hinh', sound: '/nghe' }))
  assert.match(shown, /type="hidden" name="captchaId" value="c1"/)
  assert.match(shown, /type="submit" name="captcha_refresh" value="1" formnovalidate aria-label="Đổi hình khác"/)
  assert.match(shown, /href="\/nghe"/)
  assert.match(shown, /id="captcha" name="captcha" required/)
})

test('Enter in a field presses the form’s own button, not the first one drawn', () => {
  const content = [captchaField('vi', { captchaId: 'c', picture: '/h' }), button({ label: 'Gửi' })]
  const shown = markup(form('vi', { action: '/x', content, enter: { name: 'do', value: 'send' } }))
  const [first = ''] = /<button[^>]*>/.exec(shown) ?? []
  assert.match(first, /type="submit".*name="do" value="send"/)
  assert.match(shown, /<form action="\/x" method="post".*novalidate/)
})

test('a button with an address is a link, one without submits', () => {
  assert.match(markup(button({ label: 'A', href: '/a' })), /^<a class="button primary" href="\/a">/)
  assert.match(
    markup(button({ label: 'A', look: 'gold', name: 'n', value: 'v' })),
    /^<button class="button gold" type="submit" name="n" value="v">/,
  )
  assert.match(
    markup(postButton('vi', { action: '/x', label: 'A', hidden: { id: '"1' } })),
    /name="id" value="&quot;1"/,
  )
})

test('the error summary counts, leads to the fields and takes the focus; without errors it is absent', () => {
  const shown = markup(errorSummary('vi', [{ field: 'a', text: 'một' }, { text: '<hai>' }]))
  assert.match(shown, /role="alert" tabindex="-1" data-focus/)
  assert.match(shown, /Có 2 chỗ cần sửa/)
  assert.match(shown, /<a href="#a">một<\/a>.*<li>&lt;hai&gt;<\/li>/)
  assert.equal(errorSummary('vi', []), undefined)
})

test('the error summary promises to keep only what is shown again, and asks for no correction where none is possible', () => {
  const summary = (field?: string) => markup(errorSummary('vi', [{ field, text: 'một' }]))
  assert.match(summary('fullName'), /Có 1 chỗ cần sửa.*vẫn được giữ/)
  for (const secret of ['otp', 'captcha', 'password', 'confirmation']) assert.doesNotMatch(summary(secret), /được giữ/)
  assert.match(summary(), /Chưa thể tiếp tục/)
  assert.doesNotMatch(summary(), /cần sửa|được giữ/)
})

test('a ticked box stays ticked, and its error belongs to it', () => {
  const shown = markup(checkbox('vi', { name: 'terms', label: 'Đồng ý', checked: true, error: 'e' }))
  assert.match(
    shown,
    /id="terms" name="terms" aria-invalid="true" aria-describedby="terms-error" type="checkbox" value="yes" checked/,
  )
})

test('the stepper says where one is, for the eye and for the ear', () => {
  const shown = markup(stepper('vi', { steps: ['Một', 'Hai', 'Ba'], now: 2 }))
  assert.match(shown, /Bước 2\/3<\/strong> · Hai/)
  assert.match(shown, /class="done".*Đã xong.*class="now" aria-current="step".*class="ahead"/)
})

test('a known fact shows its mark and source; a missing one leads to where it is added', () => {
  const shown = markup(
    dataList('vi', [
      { label: 'Tên', value: 'Hà', source: 'VinaPhone', mark: 'verified' },
      { label: 'Nơi sinh', mark: 'missing', add: '/them' },
    ]),
  )
  assert.match(shown, /Hà <small>VinaPhone<\/small>.*Đã xác minh.*Chưa có.*href="\/them".*Bổ sung/)
  const nowhere = markup(dataList('vi', [{ label: 'Nơi sinh', mark: 'missing' }]))
  assert.match(nowhere, /Chưa có/)
  assert.doesNotMatch(nowhere, /Bổ sung/)
})

test('table cells carry their heading for phones, as text', () => {
  const shown = markup(
    table({ caption: 'x', columns: [{ heading: 'A"B', cell: (row: string) => row }], rows: ['<1>'] }),
  )
  assert.match(shown, /role="cell" data-heading="A&quot;B"><div>&lt;1&gt;/)
})

test('a countdown shows minutes and seconds, or its end, and never less than nothing', () => {
  assert.equal(clock(272), '04:32')
  assert.equal(clock(59), '00:59')
  assert.match(markup(countdown('vi', { seconds: 61.2, of: 'code' })), /data-seconds="62".*01:02/)
  const ended = markup(countdown('vi', { seconds: -5, of: 'code' }))
  assert.match(ended, /data-seconds="0"/)
  assert.match(ended, /Mã đã hết hiệu lực/)
  assert.doesNotMatch(ended, /data-time/)
})

test('pages before the first and after the last are not offered', () => {
  const href = (page: number) => `?trang=${page}`
  assert.equal(pagination('vi', { page: 1, pages: 1, href }), undefined)
  assert.doesNotMatch(markup(pagination('vi', { page: 1, pages: 2, href })), /Trang trước/)
  assert.doesNotMatch(markup(pagination('vi', { page: 2, pages: 2, href })), /Trang sau/)
  assert.match(markup(pagination('vi', { page: 2, pages: 3, href })), /href="\?trang=1".*href="\?trang=3"/)
})

test('the letter of a person is their given name’s, in capitals, also for names of nothing', () => {
  assert.match(markup(avatar('nguyễn văn đạt')), />Đ</)
  assert.match(markup(avatar('  ')), /><\/span>/)
  assert.match(markup(avatar('Sở Y tế', 'landmark')), /<span class="avatar" aria-hidden="true"><svg/)
})
