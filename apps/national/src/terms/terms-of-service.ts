import type { PublishedText } from './published-text.ts'

export const termsOfService: PublishedText = {
  document: 'terms-of-service',
  version: '1.0',
  effective: '2026-11-01',
  texts: {
    vi: {
      title: 'Điều khoản sử dụng',
      sections: [
        {
          heading: 'Tài khoản của bạn',
          paragraphs: [
            'Mỗi người có một tài khoản, mang số CMT/CCCD của chính mình. Tài khoản dùng để đăng nhập Cổng và các cổng dịch vụ công đã kết nối.',
            'Bạn đăng ký bằng thông tin đúng và thuê bao đứng tên bạn. Tài khoản mở bằng thông tin của người khác sẽ bị khóa và trả lại cho người đó.',
          ],
        },
        {
          heading: 'Giữ an toàn',
          paragraphs: [
            'Không đưa mật khẩu, mã OTP hay mã PIN cho bất kỳ ai. Cán bộ và tổng đài không bao giờ hỏi những mã này.',
            'Khi thấy một lần đăng nhập lạ hoặc nhận mã mà bạn không yêu cầu, hãy đổi mật khẩu và gọi tổng đài.',
          ],
        },
        {
          heading: 'Điều chúng tôi làm',
          paragraphs: [
            'Chúng tôi giữ Cổng hoạt động suốt ngày đêm, ghi lại mọi lần đăng nhập và giữ các bản ghi đó năm năm.',
            'Tài khoản hai năm không dùng sẽ được báo mỗi tháng một lần trong hai tháng, sau đó tạm khóa (Quyết định 31/2021/QĐ-TTg).',
          ],
        },
        {
          heading: 'Khiếu nại và chấm dứt',
          paragraphs: [
            'Bạn có thể khiếu nại khi có người dùng số CMT/CCCD của bạn, và có thể yêu cầu đóng tài khoản qua tổng đài bất cứ lúc nào.',
            'Khi điều khoản thay đổi, bạn được hỏi lại trước khi dùng tiếp.',
          ],
        },
      ],
    },
    en: {
      title: 'Terms of use',
      sections: [
        {
          heading: 'Your account',
          paragraphs: [
            'Each person has one account, under their own CMT/CCCD number. It signs you in to this portal and to the public service portals connected to it.',
            'You register with true data and with a mobile subscription in your own name. An account opened with somebody else’s data is locked and returned to that person.',
          ],
        },
        {
          heading: 'Keeping it safe',
          paragraphs: [
            'Give your password, OTP or PIN to nobody. Officers and the hotline never ask for them.',
            'When you see a sign-in that was not yours, or get a code you did not ask for, change your password and call the hotline.',
          ],
        },
        {
          heading: 'What we do',
          paragraphs: [
            'We keep the portal running day and night, record every sign-in and keep these records for five years.',
            'An account unused for two years gets one notice a month for two months and is then locked (Decision 31/2021/QĐ-TTg).',
          ],
        },
        {
          heading: 'Complaints and ending',
          paragraphs: [
            'You may complain when somebody uses your CMT/CCCD number, and may ask the hotline to close your account at any time.',
            'When these terms change, you are asked again before you go on.',
          ],
        },
      ],
    },
  },
}
