import type { PublishedText } from './published-text.ts'

export const policy: PublishedText = {
  document: 'sharing-policy',
  version: '1.1',
  effective: '2026-11-24',
  texts: {
    vi: {
      title: 'Chính sách chia sẻ thông tin',
      sections: [
        {
          heading: 'Chúng tôi giữ gì',
          paragraphs: [
            'Họ tên, ngày sinh, số CMT/CCCD, số điện thoại, email nếu bạn cho, và nơi đã xác nhận từng thông tin. Tất cả được lưu ở dạng mã hóa.',
            'Chúng tôi ghi thời gian, thiết bị và nơi của mỗi lần đăng nhập, giữ năm năm.',
          ],
        },
        {
          heading: 'Chúng tôi hỏi ai',
          paragraphs: [
            'Khi đăng ký bằng thuê bao di động, chúng tôi hỏi nhà mạng số này có đứng tên bạn không. Nhà mạng chỉ trả lời "khớp" hoặc "không khớp", không gửi dữ liệu nào của bạn.',
            'Khi đăng ký bằng Bảo hiểm xã hội, chúng tôi hỏi cơ quan BHXH thông tin bạn nhập có khớp không. Nếu không, BHXH chỉ trả lời "không khớp". Nếu khớp, BHXH cho biết thêm các số CMT/CCCD đang lưu của bạn và có lưu số điện thoại nào không. Chúng tôi không lưu mã số BHXH.',
          ],
        },
        {
          heading: 'Chúng tôi chia sẻ với ai',
          paragraphs: [
            'Chỉ với cổng dịch vụ công mà bạn chọn vào, sau khi bạn đồng ý cho từng cổng, và chỉ những thông tin đã được xác minh. Thông tin chưa xác minh không được gửi đi.',
            'Mỗi cổng nhận một mã riêng cho bạn, nên các cổng không thể ghép dữ liệu với nhau qua mã này.',
          ],
        },
        {
          heading: 'Quyền của bạn',
          paragraphs: [
            'Bạn được biết, xem, sửa, nhận bản sao, rút lại đồng ý, yêu cầu xóa và khiếu nại (Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15, Điều 4).',
          ],
        },
      ],
    },
    en: {
      title: 'Information-sharing policy',
      sections: [
        {
          heading: 'What we keep',
          paragraphs: [
            'Full name, date of birth, CMT/CCCD number, phone number, e-mail if you give one, and who confirmed each of them. All of it is stored encrypted.',
            'We record time, device and place of every sign-in and keep them for five years.',
          ],
        },
        {
          heading: 'Whom we ask',
          paragraphs: [
            'When you register by mobile subscription we ask the operator whether the number is in your name. The operator answers only "match" or "no match" and sends none of your data.',
            'When you register by social insurance we ask whether what you entered matches its record. If not, the answer is only "no match". If so, social insurance also tells the CMT/CCCD numbers on record and whether it holds a phone number. We do not keep the social insurance number.',
          ],
        },
        {
          heading: 'With whom we share',
          paragraphs: [
            'Only with the public service portal you choose to enter, after you agreed for that portal, and only verified information. What is not verified is not sent.',
            'Each portal gets its own identifier for you, so portals cannot join their data by it.',
          ],
        },
        {
          heading: 'Your rights',
          paragraphs: [
            'You may know, see, correct, get a copy, withdraw consent, ask for erasure and complain (Law on Personal Data Protection 91/2025/QH15, Article 4).',
          ],
        },
      ],
    },
  },
}
