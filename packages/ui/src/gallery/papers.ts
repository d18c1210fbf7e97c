import { errorSummary } from '../error-summary.ts'
import { textArea } from '../fields.ts'
import { fileField } from '../file-field.ts'
import { actions, button, form, printButton } from '../form.ts'
import { html } from '../html.ts'
import { page } from '../page.ts'
import { heading } from '../parts.ts'
import { timeline } from '../timeline.ts'
import type { Language } from '../words.ts'
import { frame } from './world.ts'

/** Shows parts of pages. */
export function papers(language: Language): string {
  const refused = { id: 'attachments-foreign', text: 'Không nhận loại tệp này: chương trình.pdf.' }
  const main = html`${heading('Gửi khiếu nại')}${errorSummary(language, [{ field: refused.id, text: refused.text }])}${form(
    language,
    {
      action: '/gui',
      files: true,
      content: [
        textArea(language, { name: 'statement', label: 'Nội dung', required: true, counted: 40 }),
        fileField(language, {
          name: 'attachments',
          label: 'Tệp đính kèm',
          hint: 'PDF, JPEG, PNG, DOCX hoặc XLSX; mỗi tệp tối đa 10 MB.',
          problems: [refused],
          held: [
            { id: '1', name: 'căn cước.jpg', detail: 'JPEG · 1,8 MB' },
            { id: '2', name: 'đơn trình bày về việc bị chiếm tài khoản, bản cuối cùng.docx', detail: 'DOCX · 14 KB' },
          ],
          accept: '.pdf',
          bytesEach: 1000,
          action: '/gui',
        }),
        button({ label: 'Gửi khiếu nại' }),
      ],
    },
  )}
    <section class="receipt"><h2>Mã biên nhận</h2><p class="code digits">KN-7Q2M-9XP4-C6TD</p><p>Mã này cũng được gửi qua tin nhắn.</p></section>
    ${timeline(language, [
      { title: 'Đã tiếp nhận', text: '24/11/2026 21:37:49', place: 'done' },
      { title: 'Cần bổ sung', text: 'Đến 28/11/2026', place: 'waits' },
      { title: 'Đang xử lý', place: 'now' },
      { title: 'Đã giải quyết', place: 'ahead' },
    ])}
    ${actions(printButton(language))}`
  const papers = { styles: ['papers.css'], scripts: ['papers.js'] }
  return page(frame(language, 'national'), { ...papers, title: 'Gửi khiếu nại', main, width: 'form', errors: 1 })
}
