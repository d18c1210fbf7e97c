import { captchaField, otpField } from '../code-fields.ts'
import { countdown } from '../countdown.ts'
import { errorSummary } from '../error-summary.ts'
import { requiredNote } from '../field.ts'
import { checkbox, dateField, textField } from '../fields.ts'
import { actions, button, form } from '../form.ts'
import { html } from '../html.ts'
import { notice, purpose } from '../notice.ts'
import { page } from '../page.ts'
import { backLink, heading, helpAside, typed } from '../parts.ts'
import { passwordField } from '../password-field.ts'
import { numberedSteps, stepper } from '../stepper.ts'
import { choiceTiles } from '../tiles.ts'
import type { Language } from '../words.ts'
import { captcha, frame } from './world.ts'

/** Shows parts of pages. */
export function register(language: Language): string {
  const errors = [
    { field: 'idNumber', text: 'Số CMT/CCCD phải có 9 hoặc 12 chữ số' },
    { field: 'birthDate', text: 'Năm sinh cần đủ 4 chữ số' },
    { field: 'captcha', text: 'Mã xác thực không đúng' },
  ]
  const main = html`${backLink('/dang-ky', 'Chọn cách khác')}${stepper(language, { steps: ['Thông tin', 'Mã OTP', 'Mật khẩu'], now: 1 })}
    ${heading('Đăng ký bằng thuê bao di động')}${errorSummary(language, errors)}${form(language, {
      action: '/dang-ky/thue-bao',
      content: [
        requiredNote(language),
        textField(language, {
          name: 'idNumber',
          label: 'Tên đăng nhập (Số CMT/CCCD)',
          required: true,
          value: '03019000451',
          inputmode: 'numeric',
          digits: true,
          error: 'Số CMT/CCCD phải có 9 hoặc 12 chữ số. Bạn đã nhập 11 chữ số.',
        }),
        textField(language, {
          name: 'name',
          label: 'Họ tên',
          required: true,
          value: 'Nguyễn Thị Thu Hà',
          hint: 'Đúng như trên giấy tờ, có dấu.',
          autocomplete: 'name',
        }),
        dateField(language, {
          name: 'birthDate',
          label: 'Ngày sinh',
          required: true,
          value: '12/8/90',
          error: 'Năm sinh cần đủ 4 chữ số, ví dụ 1990.',
          autocomplete: 'bday',
        }),
        textField(language, {
          name: 'phone',
          label: 'Số điện thoại',
          required: true,
          value: '0828 114 088',
          width: 'half',
          type: 'tel',
          autocomplete: 'tel',
          digits: true,
          why: 'Chúng tôi hỏi nhà mạng số này có đứng tên bạn không; chỉ nhận lại “khớp” hoặc “không khớp”.',
        }),
        textField(language, {
          name: 'email',
          label: 'Email',
          required: false,
          hint: 'Để nhận thông báo và khôi phục tài khoản.',
          type: 'email',
          autocomplete: 'email',
          placeholder: 'Nhập email của bạn',
        }),
        captchaField(language, { ...captcha, error: 'Mã xác thực không đúng. Nhập mã trong hình mới.' }),
        button({ label: 'Đăng ký' }),
      ],
    })}`
  const aside = helpAside(
    { title: 'Chưa chắc SIM đứng tên ai?', text: html`Soạn ${typed('TTTB')} gửi ${typed('1414')} (miễn phí).` },
    {
      title: 'Chúng tôi dùng thông tin này để',
      points: [
        { icon: 'shield-check', text: 'Hỏi nhà mạng số này có đứng tên bạn không.' },
        { icon: 'lock', text: 'Lưu ở dạng mã hoá trong tài khoản của bạn.' },
      ],
    },
  )
  return page(frame(language, 'national'), {
    title: 'Đăng ký bằng thuê bao di động',
    main,
    aside,
    width: 'form',
    errors: errors.length,
  })
}

/** Shows parts of pages. */
export function otp(language: Language): string {
  const main = html`${purpose(html`Đăng nhập để nộp hồ sơ <strong>Đăng ký khai sinh</strong> tại Hải Dương`)}
    ${stepper(language, { steps: ['Thông tin', 'Mã OTP', 'Mật khẩu'], now: 2 })}
    ${heading('Xác thực mã OTP', html`Mã xác thực đã được gửi qua SĐT: <strong class="digits">082****088</strong>`)}
    ${form(language, { action: '/otp', content: [otpField(language, {}), countdown(language, { seconds: 272, of: 'code' }), button({ label: 'Xác nhận', wide: true })] })}
    ${form(language, { action: '/otp/gui-lai', content: [countdown(language, { seconds: 38, of: 'resend', enables: 'resend' }), button({ id: 'resend', label: 'Gửi lại OTP', look: 'secondary', icon: 'refresh-cw', wide: true })] })}
    ${notice(language, { kind: 'info', text: 'Đừng đọc mã này cho bất kỳ ai. Cán bộ và tổng đài không bao giờ hỏi mã OTP.' })}
    <hr><p><a href="/khac">Chọn phương thức xác thực khác</a></p>`
  return page(frame(language, 'national'), { title: 'Xác thực mã OTP', main, width: 'form' })
}

/** Shows parts of pages. */
export function password(language: Language): string {
  const main = html`${stepper(language, { steps: ['Thông tin', 'Mã OTP', 'Mật khẩu'], now: 3 })}${heading('Đặt mật khẩu')}
    ${form(language, {
      action: '/mat-khau',
      content: [
        passwordField(language, {
          name: 'password',
          label: 'Nhập mật khẩu',
          required: true,
          autocomplete: 'new-password',
          rules: { loginName: '030190004517' },
        }),
        passwordField(language, {
          name: 'again',
          label: 'Xác nhận mật khẩu',
          required: true,
          autocomplete: 'new-password',
        }),
        checkbox(language, {
          name: 'terms',
          label: html`Tôi đồng ý với <a href="/dieu-khoan">Điều khoản</a>`,
          required: true,
          error: 'Hãy đọc và đồng ý điều khoản.',
        }),
        button({ label: 'Đăng ký', wide: true }),
      ],
    })}`
  return page(frame(language, 'provincial'), { title: 'Đặt mật khẩu', main, width: 'form' })
}

/** Shows parts of pages. */
export function wrong(language: Language): string {
  const main = html`${backLink('/sua', 'Sửa thông tin')}${heading('Thuê bao không khớp với dữ liệu nhà mạng', html`VinaPhone cho biết thông tin của số <strong class="digits">082****088</strong> không khớp với thông tin bạn khai. Chưa có tài khoản nào được tạo.`)}
    ${numberedSteps([html`Soạn ${typed('TTTB')} gửi ${typed('1414')} từ số này (miễn phí) để xem số đang đứng tên ai.`, 'Nếu sai, mang CCCD mới nhất đến điểm giao dịch VinaPhone để cập nhật.'])}
    ${choiceTiles({
      look: 'lines',
      tiles: [
        { href: '/a', icon: 'log-in', title: 'Đăng nhập', text: 'Nếu đây là tài khoản của bạn.' },
        { href: '/b', icon: 'shield-alert', title: 'Khiếu nại', text: 'Bạn chưa từng đăng ký?' },
      ],
    })}
    ${actions(button({ label: 'Sửa thông tin và thử lại', href: '/sua' }), button({ label: 'Chọn cách đăng ký khác', look: 'secondary', href: '/dk' }))}
    ${form(language, { action: '/otp', content: [otpField(language, { name: 'otp', error: 'Mã OTP không đúng. Bạn còn 3 lần nhập cho mã này.' })] })}`
  return page(frame(language, 'lab'), { title: 'Thuê bao không khớp', main, width: 'form' })
}
