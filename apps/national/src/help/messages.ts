export const messages = {
  vi: {
    'help.title': 'Trợ giúp',
    'help.lead': 'Gọi tổng đài {hotline}, miễn phí, 7:00–22:00 hằng ngày.',
    'help.sms-title': 'Không nhận được tin nhắn OTP',
    'help.sms-1': 'Đợi hết một phút rồi bấm Gửi lại OTP. Mã mới và mã liền trước đều dùng được.',
    'help.sms-2': 'Kiểm tra điện thoại có sóng, không chặn tin nhắn lạ và hộp thư chưa đầy.',
    'help.sms-3': 'Một số điện thoại nhận tối đa 5 mã mỗi giờ cho mỗi việc. Hết lượt thì đợi sang giờ sau.',
    'help.sms-4': 'SIM không còn đứng tên bạn? Đến cửa hàng của nhà mạng để cập nhật trước.',
    'help.insurance-title': 'Đăng ký bằng Bảo hiểm xã hội',
    'help.insurance-1': 'Mã số BHXH là 10 số cuối trên thẻ BHYT; cũng có trên bìa sổ BHXH và trong ứng dụng VssID.',
    'help.insurance-2':
      'Mọi ô phải đúng như BHXH đang lưu, kể cả số điện thoại. Để giữ bí mật, chúng tôi không cho biết ô nào không khớp.',
    'help.insurance-3':
      'Đã đổi giấy tờ hay số điện thoại? Nhờ cơ quan BHXH cập nhật rồi đăng ký lại, hoặc đăng ký bằng thuê bao di động.',
    'help.insurance-4':
      'BHXH chưa lưu số điện thoại nào của bạn? Số bạn nhập vẫn nhận mã OTP, nhưng chưa lấy lại mật khẩu được. Để nhà mạng xác nhận, khi đăng nhập chọn Mất số điện thoại nhận OTP rồi nhập lại chính số đó.',
    'help.counter-title': 'Quầy giao dịch',
    'help.counter-text':
      'Khi không còn số điện thoại đã đăng ký, hãy mang CCCD gốc đến quầy. Gọi {hotline} để biết quầy gần bạn và giờ làm việc.',
    'help.safe-title': 'Giữ tài khoản an toàn',
    'help.safe-1': 'Không đọc mật khẩu, mã OTP hay mã PIN cho ai, kể cả người tự xưng là cán bộ.',
    'help.safe-2': 'Chỉ nhập mật khẩu tại đúng địa chỉ của Cổng.',
    'complaint.title': 'Khiếu nại',
    'complaint.lead': 'Có người dùng số CMT/CCCD của bạn để mở tài khoản, hoặc tài khoản bị người khác sử dụng?',
    'complaint.1': 'Gọi ngay tổng đài {hotline}. Giữ lại tin nhắn và email liên quan.',
    'complaint.2': 'Nếu bạn vẫn đăng nhập được, hãy dùng Quên mật khẩu: mọi thiết bị khác sẽ bị đăng xuất.',
    'complaint.3': 'Mang CCCD gốc đến quầy giao dịch. Số của bạn được trả lại sau khi giấy tờ được kiểm tra.',
    'complaint.forgotten': 'Quên mật khẩu',
  },
  en: {
    'help.title': 'Help',
    'help.lead': 'Call {hotline}, free, 7:00–22:00 every day.',
    'help.sms-title': 'No OTP message arrives',
    'help.sms-1': 'Wait a minute, then press Resend OTP. The new code and the one before both work.',
    'help.sms-2': 'Check that the phone has a signal, does not block unknown senders and has room for messages.',
    'help.sms-3': 'A phone number gets at most 5 codes an hour for each purpose. After that, wait for the next hour.',
    'help.sms-4': 'The SIM is no longer in your name? Have the operator’s shop correct that first.',
    'help.insurance-title': 'Registering by social insurance',
    'help.insurance-1':
      'The number is the last 10 digits on your health insurance card; it is on the insurance book and in VssID as well.',
    'help.insurance-2':
      'Every field must be as social insurance has it, the phone too. To keep your data private we do not say which differs.',
    'help.insurance-3':
      'Your papers or phone have changed? Have the social insurance office update them, or register by mobile subscription.',
    'help.insurance-4':
      'Social insurance holds no phone of yours? The one you enter receives OTPs, but cannot recover your password yet. To have the operator confirm it, choose I lost the phone that receives the OTP when signing in and enter the same number again.',
    'help.counter-title': 'Service counters',
    'help.counter-text':
      'When you no longer have the registered phone, take your original CCCD to a counter. Call {hotline} for the one near you and its hours.',
    'help.safe-title': 'Keeping the account safe',
    'help.safe-1': 'Read your password, OTP or PIN to nobody, not even to somebody who claims to be an officer.',
    'help.safe-2': 'Enter your password at the portal’s true address only.',
    'complaint.title': 'Complaints',
    'complaint.lead': 'Did somebody open an account with your CMT/CCCD number, or does somebody else use your account?',
    'complaint.1': 'Call {hotline} at once. Keep the messages and mails that belong to it.',
    'complaint.2': 'If you can still sign in, use Forgotten password: all other devices are signed out.',
    'complaint.3': 'Take your original CCCD to a service counter. Your number is returned once the papers are checked.',
    'complaint.forgotten': 'Forgotten password',
  },
}
