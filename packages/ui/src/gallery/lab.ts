import { badge } from '../badge.ts'
import { bench, mailbox, paper, personaList, phone, statusRows } from '../devices.ts'
import { actions, button } from '../form.ts'
import { html } from '../html.ts'
import { page } from '../page.ts'
import { card, heading } from '../parts.ts'
import type { Language } from '../words.ts'
import { frame } from './world.ts'

/** The lab's page: one person, their phone, papers and mail. */
export function lab(language: Language): string {
  const can = [
    { label: 'SĐT', works: true, words: 'được' },
    { label: 'BHXH', works: false, words: 'không được' },
  ]
  const people = personaList('Nhân vật', [
    { href: '?1', name: 'Nguyễn Thị Thu Hà', text: 'Công dân · Mọi việc suôn sẻ', can, current: true },
    { href: '?2', name: 'Trần Văn Bình', text: 'Công dân · Thuê bao đứng tên người khác', can },
    { href: '?3', name: 'Công ty TNHH Vải Thiều Thanh Hà', text: 'Doanh nghiệp · Mọi việc suôn sẻ', can },
  ])
  const screen = phone({
    time: '10:42',
    carrier: 'VinaPhone',
    title: 'Tin nhắn · MOTCUA',
    none: 'Chưa có tin nhắn',
    messages: [
      {
        text: html`<strong class="digits">471902</strong> là mã OTP đăng ký Một Cửa, hiệu lực 5 phút. Không đưa mã này cho ai.`,
        at: '10:40:11 · đã nhận',
      },
    ],
    prompt: html`<strong>SIM: Một Cửa xin chữ ký</strong><p>Đăng nhập Một Cửa. Mã so khớp: <span class="match digits">7391</span></p>${actions(button({ label: 'Từ chối', look: 'secondary' }), button({ label: 'Đồng ý' }))}`,
  })
  const rest = html`${card(
    paper([
      { label: 'Họ tên', value: 'Nguyễn Thị Thu Hà' },
      { label: 'Số CCCD', value: '030190004517' },
      { label: 'Ngày sinh', value: '12/08/1990' },
      { label: 'Mã BHXH', value: '3012345678' },
    ]),
    'Giấy tờ',
  )}
    ${card(mailbox([{ href: '/thu', subject: 'Xác nhận email của bạn', preview: 'Bấm vào liên kết trong 24 giờ để xác nhận địa chỉ email này', at: '10:38', unread: true }], 'Chưa có thư'), 'Hộp thư')}
    ${card(
      statusRows([
        { label: 'CSDL thuê bao', state: badge({ text: 'Bình thường', look: 'success' }) },
        { label: 'SIM ký số', state: badge({ text: 'Đang tắt', look: 'error', icon: 'wifi-off' }) },
      ]),
      'Sự cố phía ngoài',
    )}`
  const main = html`${heading('Bạn đóng vai ai?')}${bench(people, html`<h2>Điện thoại</h2>${screen}`, rest)}`
  return page({ ...frame(language, 'lab'), entry: undefined }, { title: 'Bàn thử nghiệm', main, styles: ['lab.css'] })
}
