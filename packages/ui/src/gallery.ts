import { badge, ialBadge } from './badge.ts'
import { captchaField, otpField } from './code-fields.ts'
import { countdown } from './countdown.ts'
import { dataList, itemList } from './data-list.ts'
import { errorPage } from './error-page.ts'
import { errorSummary } from './error-summary.ts'
import { requiredNote } from './field.ts'
import { chainedSelects, checkbox, dateField, radioField, selectField, textArea, textField } from './fields.ts'
import { actions, button, form, postButton } from './form.ts'
import type { Frame, PortalKind } from './frame.ts'
import { hero } from './hero.ts'
import { html } from './html.ts'
import { notice, purpose } from './notice.ts'
import { page } from './page.ts'
import {
  assurances,
  backLink,
  breadcrumb,
  digits,
  emptyState,
  gateWords,
  heading,
  helpAside,
  pagination,
  searchBox,
  section,
  typed,
} from './parts.ts'
import { passwordField } from './password-field.ts'
import { numberedSteps, stepper } from './stepper.ts'
import { table } from './table.ts'
import { tabs } from './tabs.ts'
import { choiceTiles } from './tiles.ts'
import type { Language } from './words.ts'

/** Pages that show every component, for looking at and for the checks in a browser. Persons are made up. */
export function gallery(language: Language): Record<string, string> {
  return {
    home: home(language),
    chooser: chooser(language),
    register: register(language),
    otp: otp(language),
    'sign-in': signIn(language),
    password: password(language),
    account: account(language),
    list: list(language),
    wrong: wrong(language),
    lost: errorPage(frame(language, 'national'), { kind: 'not-found' }),
    bug: errorPage(frame(language, 'staff'), {
      kind: 'bug',
      reference: '7F3K-92QD',
      way: { href: '/thu', label: 'Thử lại' },
    }),
  }
}

const portals: Record<PortalKind, { name: string; tagline: string }> = {
  national: { name: 'Một Cửa', tagline: 'Cổng Dịch vụ công quốc gia' },
  provincial: { name: 'Hải Dương', tagline: 'Cổng Dịch vụ công trực tuyến' },
  staff: { name: 'Cán bộ · Hải Dương', tagline: 'Tiếp nhận và giải quyết hồ sơ' },
  lab: { name: 'Bàn thử nghiệm', tagline: 'Một Cửa · chỉ chạy trên máy này' },
}

function frame(language: Language, kind: PortalKind): Frame {
  return {
    language,
    portal: { kind, homeUrl: '/', ...portals[kind] },
    path: '/thu-tuc/khai-sinh?trang=2',
    menu: [
      { href: '/thu-tuc', label: 'Thủ tục' },
      { href: '/tra-cuu', label: 'Tra cứu hồ sơ' },
      { href: '/huong-dan', label: 'Hướng dẫn' },
      { href: '/khieu-nai', label: 'Khiếu nại' },
    ],
    entry: { signIn: '/dang-nhap', register: '/dang-ky' },
    help: '/huong-dan',
    demonstration: true,
    hotline: '1800 1096',
    footer: [
      {
        heading: 'Tài khoản',
        links: [
          { href: '/quen-mat-khau', label: 'Quên mật khẩu' },
          { href: '/mat-so', label: 'Mất số điện thoại nhận OTP' },
        ],
      },
      {
        heading: 'Pháp lý',
        links: [
          { href: '/dieu-khoan', label: 'Điều khoản' },
          { href: '/chinh-sach-chia-se-thong-tin', label: 'Chính sách chia sẻ thông tin' },
        ],
      },
    ],
  }
}

const someone = {
  name: 'Nguyễn Thị Thu Hà',
  menu: [
    { href: '/tai-khoan', label: 'Thông tin cá nhân', icon: 'user' },
    { href: '/ho-so', label: 'Hồ sơ của tôi', icon: 'folder-open', count: 2 },
    { href: '/dang-xuat', label: 'Đăng xuất khỏi mọi cổng', post: true },
  ],
} as const

const captcha = { captchaId: 'x', picture: '/hinh-ma', sound: '/nghe-ma', fresh: '/ma-moi' }

function home(language: Language): string {
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

function chooser(language: Language): string {
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

function register(language: Language): string {
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

function otp(language: Language): string {
  const main = html`${purpose(html`Đăng nhập để nộp hồ sơ <strong>Đăng ký khai sinh</strong> tại Hải Dương`)}
    ${stepper(language, { steps: ['Thông tin', 'Mã OTP', 'Mật khẩu'], now: 2 })}
    ${heading('Xác thực mã OTP', html`Mã xác thực đã được gửi qua SĐT: <strong class="digits">082****088</strong>`)}
    ${form(language, { action: '/otp', content: [otpField(language, {}), countdown(language, { seconds: 272, of: 'code' }), button({ label: 'Xác nhận', wide: true })] })}
    ${form(language, { action: '/otp/gui-lai', content: [countdown(language, { seconds: 38, of: 'resend', enables: 'resend' }), button({ id: 'resend', label: 'Gửi lại OTP', look: 'secondary', icon: 'refresh-cw', wide: true })] })}
    ${notice(language, { kind: 'info', text: 'Đừng đọc mã này cho bất kỳ ai. Cán bộ và tổng đài không bao giờ hỏi mã OTP.' })}
    <hr><p><a href="/khac">Chọn phương thức xác thực khác</a></p>`
  return page(frame(language, 'national'), { title: 'Xác thực mã OTP', main, width: 'form' })
}

function signIn(language: Language): string {
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

function password(language: Language): string {
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

function account(language: Language): string {
  const main = html`${heading('Nguyễn Thị Thu Hà')}<p>${ialBadge(language, 2)}</p>
    ${notice(language, { kind: 'info', title: 'Nâng lên mức cao để nộp mọi thủ tục', text: 'Thêm USB ký số hoặc SIM ký số đứng tên bạn.', actions: button({ label: 'Nâng mức xác minh', look: 'secondary', href: '/nang' }) })}
    ${notice(language, { kind: 'success', title: 'Đã đổi mật khẩu', text: 'Các thiết bị khác đã được đăng xuất.', live: true })}
    ${notice(language, { kind: 'warning', title: 'Cần bổ sung giấy tờ', text: 'Trước ngày 28/11/2026.' })}
    ${notice(language, { kind: 'error', title: 'Chưa gửi được', text: 'Nhà mạng chưa trả lời. Thử lại sau ít phút.' })}
    <div class="section-head"><h2>Thông tin định danh</h2>${button({ label: 'Sửa', look: 'secondary', icon: 'pencil', href: '/sua' })}</div>
    ${dataList(language, [
      { label: 'Họ tên', value: 'Nguyễn Thị Thu Hà', source: 'Nhà mạng VinaPhone, 12/03/2026', mark: 'verified' },
      {
        label: 'Số CMT (9 số)',
        value: digits('141***188'),
        source: 'Bạn tự khai. Mang CMT cũ đến quầy để xác minh.',
        mark: 'unverified',
      },
      { label: 'Nơi sinh', mark: 'missing', add: '/noi-sinh' },
    ])}
    <h2>Các phương thức xác thực</h2>${itemList([
      {
        icon: 'key-round',
        title: 'Xác thực bằng mật khẩu',
        text: 'Đổi lần cuối 12/03/2026',
        actions: html`<a href="/doi">Sửa</a>`,
      },
      {
        icon: 'message-square-text',
        title: 'Xác thực bằng tin nhắn SMS',
        text: '082****088',
        badge: badge({ text: 'Mặc định', look: 'action' }),
      },
      {
        icon: 'laptop',
        title: 'Chrome trên Windows',
        text: 'Hải Dương',
        badge: badge({ text: 'Phiên này', look: 'success', icon: 'circle-check' }),
        actions: postButton(language, { action: '/dx', label: 'Đăng xuất', look: 'link', hidden: { id: '1' } }),
      },
    ])}`
  return page(
    { ...frame(language, 'national'), account: { ...someone, detail: ialBadge(language, 2) } },
    { title: 'Thông tin cá nhân', main },
  )
}

function list(language: Language): string {
  const rows = [
    {
      name: 'Đăng ký kết hôn',
      code: '000.26.20.H23-261105-0031',
      who: 'Vũ Minh Tuấn',
      state: badge({ text: 'Đang xử lý', look: 'action', icon: 'refresh-cw' }),
    },
    {
      name: 'Đăng ký khai sinh',
      code: '000.26.20.H23-261120-0066',
      who: 'Hoàng Thị Lan',
      state: badge({ text: 'Đã trả kết quả', look: 'done', icon: 'circle-check' }),
    },
    {
      name: 'Đăng ký khai tử',
      code: '000.26.20.H23-261120-0071',
      who: 'Trần Đức Long',
      state: badge({ text: 'Yêu cầu bổ sung giấy tờ', look: 'warning', icon: 'file-text' }),
    },
  ]
  const main = html`${breadcrumb(language, [{ label: 'Trang chủ', href: '/' }, { label: 'Thủ tục' }])}${heading('Thủ tục hành chính')}
    ${tabs({
      label: 'Hàng đợi',
      items: [
        { href: '?a', label: 'Cần làm trước', count: 6, current: true },
        { href: '?b', label: 'Đang xử lý', count: 31 },
      ],
    })}
    ${searchBox(language, { action: '/thu-tuc', label: 'Tìm thủ tục', placeholder: 'Tên thủ tục' })}
    ${form(language, {
      action: '/thu-tuc',
      method: 'get',
      content: [
        chainedSelects(language, {
          selects: [
            {
              name: 'province',
              label: 'Tỉnh/Thành phố',
              value: '30',
              options: [{ value: '30', label: 'Hải Dương' }],
              chain: { name: 'district', source: '/dia-gioi?thuoc=' },
            },
            { name: 'district', label: 'Quận/Huyện', options: [{ value: '1', label: 'Thành phố Hải Dương' }] },
          ],
        }),
        selectField(language, { name: 'field', label: 'Lĩnh vực', options: [{ value: '1', label: 'Hộ tịch' }] }),
        radioField(language, {
          name: 'kind',
          label: 'Bạn là',
          value: 'a',
          options: [
            { value: 'a', label: 'Cá nhân' },
            { value: 'b', label: 'Tổ chức', hint: 'Có mã số thuế' },
          ],
        }),
        textArea(language, { name: 'note', label: 'Ghi chú', required: false }),
        actions(
          button({ label: 'Đồng ý' }),
          button({ label: 'Không tiếp nhận', look: 'danger' }),
          button({ label: 'Huỷ', look: 'secondary' }),
          button({ label: 'Đang gửi…', disabled: true }),
        ),
      ],
    })}
    ${table({
      caption: 'Hồ sơ',
      columns: [
        { heading: 'Thủ tục', cell: row => html`<a href="/x"><strong>${row.name}</strong></a>` },
        { heading: 'Số hồ sơ', cell: row => row.code, digits: true },
        { heading: 'Người nộp', cell: row => row.who },
        { heading: 'Tình trạng', cell: row => row.state },
      ],
      rows,
    })}${pagination(language, { page: 2, pages: 9, href: to => `?trang=${to}` })}
    ${emptyState({ title: 'Bạn chưa nộp hồ sơ nào', text: 'Chọn một thủ tục để bắt đầu.', actions: button({ label: 'Nộp hồ sơ trực tuyến', href: '/nop' }) })}`
  return page({ ...frame(language, 'provincial'), account: someone }, { title: 'Thủ tục hành chính', main })
}

function wrong(language: Language): string {
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
