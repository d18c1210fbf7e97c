/** What the steps shared by the flows say. */
export const messages = {
  vi: {
    'subscriber.mismatch':
      'Thông tin bạn nhập không khớp với nhà mạng. Kiểm tra lại từng ô theo giấy tờ; soạn TTTB gửi 1414 (miễn phí) để xem SIM đứng tên ai. Nếu SIM còn đăng ký bằng CMT cũ, thử số CMT đó, hoặc mang CCCD đến cửa hàng của nhà mạng để cập nhật.',
    'subscriber.unavailable':
      'Nhà mạng chưa trả lời nên chưa thể xác minh. Chưa có gì được lưu; hãy thử lại sau ít phút.',
    'lookup.too-many': 'Đã hỏi nhà mạng quá nhiều lần. Thử lại sau {wait}.',
    'lookup.too-many-today': 'Hôm nay nơi này đã hỏi nhà mạng quá nhiều lần. Thử lại vào ngày mai, hoặc từ mạng khác.',
    'recover.too-many': 'Quá nhiều yêu cầu từ nơi này. Thử lại sau {wait}.',
    'otp.title': 'Xác thực mã OTP',
    'otp.sent-to': 'Mã xác thực đã được gửi qua SĐT: {phone}',
    'otp.sent-maybe': 'Nếu số này có tài khoản, mã xác thực đã được gửi đến số điện thoại đã đăng ký.',
    'otp.confirm': 'Xác nhận',
    'otp.not-received': 'Bạn chưa nhận được mã?',
    'otp.resend': 'Gửi lại OTP',
    'otp.tell-nobody': 'Đừng đọc mã này cho bất kỳ ai. Cán bộ và tổng đài không bao giờ hỏi mã OTP.',
    'otp.help': 'Không nhận được tin nhắn, xem cách xử lý',
    'step.details': 'Thông tin',
    'step.otp': 'Mã OTP',
    'step.password': 'Mật khẩu',
    'step.who': 'Tài khoản',
    'new-password.label': 'Nhập mật khẩu',
    'new-password.again': 'Xác nhận mật khẩu',
    'new-password.hint': 'Sử dụng 8 ký tự trở lên bao gồm chữ thường, chữ in hoa, số và ký tự đặc biệt.',
    'captcha.why-now': 'Có nhiều lần nhập sai nên cần thêm bước này.',
  },
  en: {
    'subscriber.mismatch':
      'What you entered does not match the operator’s record. Check every field against your papers; text TTTB to 1414 (free) to see whose SIM it is. If the SIM is still under your old CMT, try that number, or take your CCCD to the operator’s shop.',
    'subscriber.unavailable':
      'The operator has not answered, so nothing can be verified yet. Nothing was saved; try again in a few minutes.',
    'lookup.too-many': 'The operator was asked too often. Try again in {wait}.',
    'lookup.too-many-today':
      'The operator was asked too often from this place today. Try again tomorrow, or from another network.',
    'recover.too-many': 'Too many requests from this place. Try again in {wait}.',
    'otp.title': 'Enter the OTP',
    'otp.sent-to': 'A code was sent to the phone {phone}',
    'otp.sent-maybe': 'If this number has an account, a code was sent to its registered phone.',
    'otp.confirm': 'Confirm',
    'otp.not-received': 'No code yet?',
    'otp.resend': 'Resend OTP',
    'otp.tell-nobody': 'Read this code to nobody. Officers and the hotline never ask for an OTP.',
    'otp.help': 'No message arrives: what to do',
    'step.details': 'Details',
    'step.otp': 'OTP',
    'step.password': 'Password',
    'step.who': 'Account',
    'new-password.label': 'Password',
    'new-password.again': 'Confirm the password',
    'new-password.hint': 'Use 8 characters or more with lower case, upper case, digits and special characters.',
    'captcha.why-now': 'There were several failures, so this step is needed.',
  },
}
