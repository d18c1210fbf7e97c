import { AWAITED_SCRIPT, AWAITED_STYLES, awaited, comparedCode, phoneDrawing } from '../awaited.ts'
import { actions, button, form } from '../form.ts'
import { html } from '../html.ts'
import { notice } from '../notice.ts'
import { page } from '../page.ts'
import { digits, heading, helpAside } from '../parts.ts'
import { numberedSteps } from '../stepper.ts'
import type { Language } from '../words.ts'
import { frame } from './world.ts'

/** Shows parts of pages. */
export function waiting(language: Language): string {
  const code = '7391'
  const main = html`${heading('Xác nhận trên điện thoại', html`Đã gửi yêu cầu đến SIM ký số <strong>${digits('091****726')}</strong>`)}
    ${comparedCode({ code, label: 'Mã trên điện thoại phải giống hệt' })}
    ${awaited(language, { asks: '/cho/da-den', onwards: '/otp', seconds: 84, all: 120 })}
    ${numberedSteps(['Mở khóa điện thoại, yêu cầu tự hiện lên.', html`So mã trên điện thoại với mã <strong>${digits(code)}</strong> ở trên.`, 'Giống nhau thì nhập PIN. Trang này tự chuyển tiếp.'])}
    ${notice(language, { kind: 'warning', title: 'Mã khác nhau, hoặc bạn không yêu cầu?', text: 'Bấm Từ chối trên điện thoại, rồi gọi tổng đài.' })}
    ${form(language, { action: '/cho', content: actions(button({ label: 'Kiểm tra ngay', look: 'secondary', icon: 'refresh-cw' }), button({ label: 'Hủy yêu cầu', look: 'secondary', name: 'action', value: 'cancel' })) })}`
  const drawing = phoneDrawing({
    ...{ code, title: 'Một Cửa xin chữ ký', text: 'Mã:', pin: 'Nhập PIN ký số' },
    caption: 'Hình minh họa.',
  })
  const aside = html`${drawing}${helpAside({ title: 'Điện thoại không hiện gì?', text: 'Bật máy, ra chỗ có sóng.' })}`
  return page(frame(language, 'national'), {
    ...{ title: 'Xác nhận trên điện thoại', main, aside, width: 'form' },
    ...{ scripts: [AWAITED_SCRIPT], styles: [AWAITED_STYLES], refresh: 3 },
  })
}
