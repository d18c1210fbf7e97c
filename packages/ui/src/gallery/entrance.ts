import { captchaField } from '../code-fields.ts'
import { errorSummary } from '../error-summary.ts'
import { textField } from '../fields.ts'
import { button, form } from '../form.ts'
import { hero } from '../hero.ts'
import { html } from '../html.ts'
import { purpose } from '../notice.ts'
import { page } from '../page.ts'
import { assurances, gateWords, heading, helpAside, searchBox, section } from '../parts.ts'
import { passwordField } from '../password-field.ts'
import { tabs } from '../tabs.ts'
import { choiceTiles } from '../tiles.ts'
import type { Language } from '../words.ts'
import { captcha, frame } from './world.ts'

/** Shows parts of pages. */
export function home(language: Language): string {
  const search = searchBox(language, {
    action: '/thu-tuc',
    label: 'Tìm thủ tục',
    placeholder: 'Tìm thủ tục, ví dụ: khai sinh',
  })
  const top = hero({
    title: 'Một tài khoản cho mọi dịch vụ công',
    lead: 'Đăng ký một lần. Nộp và theo dõi hồ sơ ở mọi tỉnh, thành phố.',
    search,
    suggestions: {
      label: 'Hay tìm:',
      links: [
        { href: '/a', label: 'Đăng ký khai sinh' },
        { href: '/b', label: 'Đổi giấy phép lái xe' },
      ],
    },
    door: {
      title: 'Tài khoản của bạn',
      actions: html`${button({ label: 'Đăng ký', look: 'gold', href: '/dang-ky' })}${button({ label: 'Đăng nhập', look: 'secondary', href: '/dang-nhap' })}`,
      text: 'Bạn cần: số CMT hoặc CCCD và số điện thoại chính chủ, mã số BHXH, USB ký số hoặc SIM ký số.',
    },
  })
  const topics = choiceTiles({
    look: 'topics',
    tiles: [
      { href: '/1', icon: 'baby', title: 'Sinh con', text: 'Khai sinh, hộ khẩu, thẻ BHYT' },
      { href: '/2', icon: 'id-card', title: 'Cư trú, giấy tờ', text: 'Tạm trú, căn cước, hộ chiếu' },
      { href: '/3', icon: 'car', title: 'Phương tiện, lái xe', text: 'Đổi giấy phép, sang tên xe' },
      { href: '/4', icon: 'graduation-cap', title: 'Học tập', text: 'Tuyển sinh, bản sao bằng' },
      { href: '/5', icon: 'heart-handshake', title: 'Hôn nhân, gia đình', text: 'Kết hôn, nhận con nuôi' },
      { href: '/6', icon: 'house', title: 'Nhà đất, xây dựng', text: 'Biến động đất đai, cấp phép' },
      { href: '/7', icon: 'umbrella', title: 'Bảo hiểm, hưu trí', text: 'Hưởng BHXH, trợ cấp' },
      { href: '/8', icon: 'store', title: 'Khởi sự kinh doanh', text: 'Đăng ký hộ, doanh nghiệp' },
    ],
  })
  const ease = assurances([
    {
      icon: 'shield-check',
      title: 'Danh tính được xác minh',
      text: 'Thông tin đối chiếu với nhà mạng, BHXH, Bưu điện Việt Nam hoặc chứng thư số.',
    },
    {
      icon: 'message-square-text',
      title: 'Không ai được hỏi mã OTP',
      text: 'Cán bộ không bao giờ gọi điện xin mật khẩu, mã OTP hay mã PIN của bạn.',
    },
    {
      icon: 'history',
      title: 'Bạn thấy mọi lần truy cập',
      text: 'Xem ai đã đăng nhập, từ đâu, lúc nào, và bấm “Không phải tôi” để khoá lại.',
    },
  ])
  return page(frame(language, 'national'), {
    title: 'Một tài khoản cho mọi dịch vụ công',
    width: 'full',
    main: html`${top}${section({ title: 'Bạn cần làm việc gì?', more: html`<a href="/thu-tuc">Tất cả thủ tục</a>`, content: topics })}
      ${section({ title: 'An tâm khi dùng Một Cửa', look: 'surface', content: ease })}`,
  })
}

/** Shows parts of pages. */
export function chooser(language: Language): string {
  const main = html`${heading('Đăng ký tài khoản', 'Vui lòng chọn phương thức đăng ký.')}
    ${tabs({
      label: 'Bạn đăng ký cho ai?',
      look: 'segments',
      items: [
        { href: '?1', label: 'Công dân', icon: 'user', current: true },
        { href: '?2', label: 'Doanh nghiệp', icon: 'briefcase' },
        { href: '?3', label: 'Cơ quan nhà nước', icon: 'landmark' },
      ],
    })}
    <h2>Xác minh mức độ trung bình (IAL2)</h2>${choiceTiles({
      tiles: [
        {
          href: '/1',
          icon: 'smartphone',
          title: 'Thuê bao di động',
          text: 'Số điện thoại đăng ký chính chủ',
          note: { icon: 'clock', text: 'Khoảng 3 phút' },
        },
        {
          href: '/2',
          icon: 'umbrella',
          title: 'Bảo hiểm xã hội',
          text: 'Mã số BHXH, số điện thoại chính chủ',
          note: { icon: 'clock', text: 'Khoảng 3 phút' },
        },
        {
          href: '/3',
          icon: 'mail',
          title: 'Bưu điện Việt Nam',
          text: 'Tài khoản PostID đã xác minh',
          note: { icon: 'external-link', text: 'Sang trang của Bưu điện' },
        },
      ],
    })}<h2>Xác minh mức độ cao (IAL3)</h2>${choiceTiles({
      tone: 'success',
      tiles: [
        {
          href: '/4',
          icon: 'usb',
          title: 'USB ký số',
          text: 'USB, mã PIN và công cụ ký điện tử',
          note: { icon: 'laptop', text: 'Cần máy tính' },
        },
        {
          href: '/5',
          icon: 'card-sim',
          title: 'SIM ký số',
          text: 'Điện thoại có SIM ký số và mã PIN',
          note: { icon: 'clock', text: 'Khoảng 2 phút' },
        },
      ],
    })}`
  const aside = helpAside(
    {
      title: 'Nên chọn cách nào?',
      points: [
        { icon: 'smartphone', text: 'Có SIM mang tên mình: chọn Thuê bao di động.' },
        { icon: 'usb', text: 'Có chữ ký số: chọn USB ký số.' },
      ],
    },
    { title: 'Không có cách nào phù hợp?', text: html`Mang CCCD đến <a href="/quay">quầy giao dịch gần bạn</a>.` },
  )
  return page(frame(language, 'national'), { title: 'Đăng ký tài khoản', main, aside, width: 'wide' })
}

/** Shows parts of pages. */
export function signIn(language: Language): string {
  const main = html`${purpose(html`Đăng nhập để nộp hồ sơ <strong>Đăng ký khai sinh</strong> tại Cổng DVC Hải Dương`)}${heading('Đăng nhập')}
    ${tabs({
      label: 'Cách đăng nhập',
      items: [
        { href: '/dang-nhap', label: 'CMT/CCCD', icon: 'id-card', current: true },
        { href: '/dang-nhap/usb', label: 'USB ký số', icon: 'usb' },
        { href: '/dang-nhap/sim', label: 'SIM ký số', icon: 'card-sim' },
        { href: '/dang-nhap/buu-dien', label: 'Bưu điện', icon: 'mail' },
      ],
    })}
    ${errorSummary(language, [{ text: html`Tên đăng nhập hoặc mật khẩu không đúng. Hãy thử lại, hoặc bấm <a href="/quen-mat-khau">Quên mật khẩu</a>.` }], 'Chưa đăng nhập được')}
    ${form(language, {
      action: '/dang-nhap',
      content: [
        textField(language, {
          name: 'username',
          label: 'Tên đăng nhập',
          value: '030190004517',
          autocomplete: 'username',
          inputmode: 'numeric',
          digits: true,
        }),
        passwordField(language, {
          name: 'password',
          label: 'Mật khẩu',
          autocomplete: 'current-password',
          beside: html`<a href="/quen-mat-khau">Quên mật khẩu?</a>`,
        }),
        captchaField(language, captcha),
        button({ label: 'Đăng nhập', wide: true }),
      ],
    })}<hr><p>Chưa có tài khoản? <a href="/dang-ky"><strong>Đăng ký</strong></a></p>`
  const aside = gateWords('Một tài khoản cho mọi dịch vụ công', [
    { icon: 'shield-check', text: html`Kiểm tra địa chỉ <strong>motcua.example</strong> trước khi nhập mật khẩu` },
    { icon: 'message-square-text', text: 'Không ai được hỏi mật khẩu, mã OTP hay mã PIN của bạn' },
  ])
  return page(frame(language, 'national'), { title: 'Đăng nhập', main, aside, width: 'gate' })
}
