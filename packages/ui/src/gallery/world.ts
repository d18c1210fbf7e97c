import type { Frame, PortalKind } from '../frame.ts'
import type { Language } from '../words.ts'

const portals: Record<PortalKind, { name: string; tagline: string; shortTagline?: string }> = {
  national: { name: 'Một Cửa', tagline: 'Cổng Dịch vụ công quốc gia', shortTagline: 'Cổng DVC quốc gia' },
  provincial: { name: 'Hải Dương', tagline: 'Cổng Dịch vụ công trực tuyến' },
  staff: { name: 'Cán bộ · Hải Dương', tagline: 'Tiếp nhận và giải quyết hồ sơ' },
  lab: { name: 'Bàn thử nghiệm', tagline: 'Một Cửa · chỉ chạy trên máy này' },
}

export function frame(language: Language, kind: PortalKind): Frame {
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

export const someone = {
  name: 'Nguyễn Thị Thu Hà',
  menu: [
    { href: '/tai-khoan', label: 'Thông tin cá nhân', icon: 'user' },
    { href: '/ho-so', label: 'Hồ sơ của tôi', icon: 'folder-open', count: 2 },
    { href: '/dang-xuat', label: 'Đăng xuất khỏi mọi cổng', post: true },
  ],
} as const

export const captcha = { captchaId: 'x', picture: '/hinh-ma', sound: '/nghe-ma', fresh: '/ma-moi' }
