import { badge, ialBadge } from '../badge.ts'
import { dataList, itemList } from '../data-list.ts'
import { chainedSelects, radioField, selectField, textArea } from '../fields.ts'
import { actions, button, form, postButton } from '../form.ts'
import { handOver } from '../hand-over.ts'
import { html } from '../html.ts'
import { notice } from '../notice.ts'
import { page } from '../page.ts'
import { breadcrumb, digits, emptyState, heading, pagination, searchBox } from '../parts.ts'
import { table } from '../table.ts'
import { tabs } from '../tabs.ts'
import type { Language } from '../words.ts'
import { frame, someone } from './world.ts'

/** Shows parts of pages. */
export function account(language: Language): string {
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

/** Shows parts of pages. */
export function list(language: Language): string {
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

/** What goes from one portal to the other, before it goes. */
export function consent(language: Language): string {
  const main = html`${handOver({ kind: 'national', name: 'Một Cửa' }, { kind: 'provincial', name: 'Hải Dương' })}
    ${heading('Chuyển thông tin sang Cổng DVC Hải Dương?', 'Chỉ gửi những mục dưới đây.')}
    ${dataList(language, [
      { label: 'Họ tên', value: someone.name },
      { label: 'Mức xác minh', value: ialBadge(language, 2) },
    ])}
    ${form(language, {
      action: '/dong-y',
      content: [
        button({ label: 'Đồng ý và tiếp tục', name: 'answer', value: 'yes', wide: true }),
        button({ label: 'Không đồng ý', name: 'answer', value: 'no', look: 'secondary', wide: true }),
      ],
    })}`
  return page(
    { ...frame(language, 'national'), account: someone },
    { title: 'Chuyển thông tin', main, width: 'form', styles: ['account.css'] },
  )
}
