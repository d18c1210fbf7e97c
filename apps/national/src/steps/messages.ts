/** What the steps shared by the flows say. */
export const messages = {
  vi: {
    'subscriber.mismatch':
      'Thông tin bạn nhập không khớp với nhà mạng. Kiểm tra lại từng ô theo giấy tờ; soạn TTTB gửi 1414 (miễn phí) để xem SIM đứng tên ai. Nếu SIM còn đăng ký bằng CMT cũ, thử số CMT đó, hoặc mang CCCD đến cửa hàng của nhà mạng để cập nhật.',
    'subscriber.unavailable':
      'Nhà mạng chưa trả lời nên chưa thể xác minh. Chưa có gì được lưu; hãy thử lại sau ít phút.',
    'lookup.too-many': 'Đã hỏi nhà mạng quá nhiều lần. Thử lại sau {wait}.',
    'lookup.too-many-today': 'Hôm nay nơi này đã tra cứu quá nhiều lần. Thử lại vào ngày mai, hoặc từ mạng khác.',
    'insurance.mismatch':
      'Thông tin bạn nhập không khớp với dữ liệu Bảo hiểm xã hội (BHXH). Xem lại từng ô theo giấy tờ, mã số theo thẻ BHYT hoặc VssID. Đã đổi giấy tờ? Thử số CMT cũ. Đã đổi số điện thoại, hoặc vẫn không khớp? Nhờ cơ quan BHXH cập nhật rồi thử lại.',
    'insurance.unavailable':
      'Cơ quan BHXH chưa trả lời nên chưa thể xác minh. Chưa có gì được lưu; hãy thử lại sau ít phút hoặc chọn cách khác.',
    'insurance.too-many': 'Đã hỏi cơ quan BHXH quá nhiều lần. Thử lại sau {wait}.',
    'social-insurance-number.empty': 'Bạn phải nhập mã số BHXH.',
    'social-insurance-number.not-digits': 'Mã số BHXH chỉ gồm chữ số. Trên thẻ BHYT, đó là 10 số cuối.',
    'social-insurance-number.wrong-length':
      'Mã số BHXH có 10 chữ số. Bạn đã nhập {length} chữ số. Trên thẻ BHYT, đó là 10 số cuối.',
    'social-insurance-number.unknown-place': 'Ba chữ số đầu không phải mã tỉnh hay mã nước nào. Xem lại số trên thẻ.',
    'recover.too-many': 'Quá nhiều yêu cầu từ nơi này. Thử lại sau {wait}.',
    'otp.title': 'Xác thực mã OTP',
    'otp.sent-to': 'Mã xác thực đã được gửi qua SĐT: {phone}',
    'otp.sent-to-mail': 'Mã xác thực đã được gửi đến email: {email}',
    'otp.sent-maybe': 'Nếu số này có tài khoản, mã xác thực đã được gửi đến số điện thoại đã đăng ký.',
    'otp.confirm': 'Xác nhận',
    'otp.not-received': 'Bạn chưa nhận được mã?',
    'otp.resend': 'Gửi lại OTP',
    'otp.tell-nobody': 'Đừng đọc mã này cho bất kỳ ai. Cán bộ và tổng đài không bao giờ hỏi mã OTP.',
    'otp.help': 'Không nhận được tin nhắn, xem cách xử lý',
    'otp.help-mail': 'Không thấy email? Xem cả hộp thư rác.',
    'step.details': 'Thông tin',
    'step.otp': 'Mã OTP',
    'step.password': 'Mật khẩu',
    'step.who': 'Tài khoản',
    'new-password.label': 'Nhập mật khẩu',
    'new-password.again': 'Xác nhận mật khẩu',
    'new-password.hint': 'Sử dụng 8 ký tự trở lên bao gồm chữ thường, chữ in hoa, số và ký tự đặc biệt.',
    'captcha.why-now': 'Có nhiều lần nhập sai nên cần thêm bước này.',
    'prove.gone': 'Cách xác thực này vừa bị gỡ khỏi tài khoản. Chọn cách khác hoặc đăng nhập lại.',
    'prove.choose': 'Chọn một cách xác thực.',
    'prove.no-other':
      'Tài khoản này chưa có số nhận OTP hay cách xác thực thứ hai nào. Đăng nhập bằng Bưu điện Việt Nam hoặc cách bạn đã dùng khi mở tài khoản, hoặc mang CCCD đến quầy giao dịch.',
    'phone.too-many-accounts': 'Số này đã nhận mã OTP cho 5 tài khoản. Dùng số khác.',
    'provider.unavailable':
      '{provider} chưa trả lời. Chưa có gì được lưu; hãy thử lại sau ít phút, hoặc dùng cách khác.',
    'provider.other-request': 'Phản hồi này không thuộc về lần đăng nhập của bạn. Hãy bắt đầu lại.',
    'provider.phone-left-out':
      'Số điện thoại này đã nhận mã OTP cho 5 tài khoản nên không được thêm vào tài khoản mới. Bấm lần nữa để mở tài khoản không có số điện thoại.',
    'objection.too-many': 'Quá nhiều lần thử từ nơi này. Thử lại sau {wait}.',
    'objection-code.empty': 'Bạn phải nhập mã trong thông báo.',
    'objection-code.malformed': 'Mã gồm 10 chữ và số, ví dụ K7Q2-M9XP-4T. Xem lại thông báo.',
    'objection-code.unknown': 'Mã không đúng, đã được dùng, hoặc đã quá 72 giờ.',
  },
  en: {
    'subscriber.mismatch':
      'What you entered does not match the operator’s record. Check every field against your papers; text TTTB to 1414 (free) to see whose SIM it is. If the SIM is still under your old CMT, try that number, or take your CCCD to the operator’s shop.',
    'subscriber.unavailable':
      'The operator has not answered, so nothing can be verified yet. Nothing was saved; try again in a few minutes.',
    'lookup.too-many': 'The operator was asked too often. Try again in {wait}.',
    'lookup.too-many-today':
      'Too much was looked up from this place today. Try again tomorrow, or from another network.',
    'insurance.mismatch':
      'What you entered does not match the social insurance record. Check every field against your papers, and the number on your health insurance card or in VssID. New papers? Try the old CMT number. Another phone, or still no match? Have the social insurance office update its record, then try again.',
    'insurance.unavailable':
      'Social insurance has not answered, so nothing can be verified yet. Nothing was saved; try again in a few minutes or choose another way.',
    'insurance.too-many': 'Social insurance was asked too often. Try again in {wait}.',
    'social-insurance-number.empty': 'Enter your social insurance number.',
    'social-insurance-number.not-digits':
      'A social insurance number has digits only. On a health insurance card, it is the last 10.',
    'social-insurance-number.wrong-length':
      'A social insurance number has 10 digits. You entered {length}. On a health insurance card, it is the last 10.',
    'social-insurance-number.unknown-place':
      'The first three digits are no province or country code. Check the number on your card.',
    'recover.too-many': 'Too many requests from this place. Try again in {wait}.',
    'otp.title': 'Enter the OTP',
    'otp.sent-to': 'A code was sent to the phone {phone}',
    'otp.sent-to-mail': 'A code was sent to the e-mail {email}',
    'otp.sent-maybe': 'If this number has an account, a code was sent to its registered phone.',
    'otp.confirm': 'Confirm',
    'otp.not-received': 'No code yet?',
    'otp.resend': 'Resend OTP',
    'otp.tell-nobody': 'Read this code to nobody. Officers and the hotline never ask for an OTP.',
    'otp.help': 'No message arrives: what to do',
    'otp.help-mail': 'No e-mail? Look among the junk mail too.',
    'step.details': 'Details',
    'step.otp': 'OTP',
    'step.password': 'Password',
    'step.who': 'Account',
    'new-password.label': 'Password',
    'new-password.again': 'Confirm the password',
    'new-password.hint': 'Use 8 characters or more with lower case, upper case, digits and special characters.',
    'captcha.why-now': 'There were several failures, so this step is needed.',
    'prove.gone': 'This way was just removed from the account. Choose another one or sign in again.',
    'prove.choose': 'Choose a way to authenticate.',
    'prove.no-other':
      'This account has no phone for OTPs and no other second way yet. Sign in with Vietnam Post or the way you opened it, or take your CCCD to a service counter.',
    'phone.too-many-accounts': 'This number already receives the OTPs of 5 accounts. Use another one.',
    'provider.unavailable':
      '{provider} has not answered. Nothing was saved; try again in a few minutes, or use another way.',
    'provider.other-request': 'This answer does not belong to your sign-in. Please begin again.',
    'provider.phone-left-out':
      'This phone already receives the OTPs of 5 accounts, so it is not added to the new one. Press again to open the account without a phone.',
    'objection.too-many': 'Too many tries from this place. Try again in {wait}.',
    'objection-code.empty': 'Enter the code from the notice.',
    'objection-code.malformed': 'The code has 10 letters and digits, for example K7Q2-M9XP-4T. Check the notice.',
    'objection-code.unknown': 'The code is wrong, was used before, or is older than 72 hours.',
  },
}
