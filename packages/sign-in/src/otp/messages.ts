/**
 * The SMS texts: each names the portal and what the code is for (rule: no code without its action). The Vietnamese ones
 * fit one SMS of 70 characters with the national portal's name.
 */
export const messages = {
  vi: {
    'otp.sms.register': '{code} là mã OTP đăng ký {portal}, hạn {minutes} phút. Đừng đưa mã cho ai.',
    'otp.sms.sign-in': '{code} là mã OTP đăng nhập {portal}, hạn {minutes} phút. Đừng đưa mã cho ai.',
    'otp.sms.recover-password': '{code} là mã OTP đặt lại mật khẩu {portal}, hạn {minutes} phút. Đừng đưa ai.',
    'otp.sms.confirm-phone': '{code} là mã OTP xác nhận SĐT {portal}, hạn {minutes} phút. Đừng đưa mã cho ai.',
    'otp.sms.change-phone': '{code} là mã OTP đổi số nhận OTP {portal}, hạn {minutes} phút. Đừng đưa cho ai.',
    'otp.sms.link': '{code} là mã OTP liên kết tài khoản {portal}, hạn {minutes} phút. Đừng đưa ai.',
    'otp.sms.add-method': '{code} là mã OTP thêm cách xác thực {portal}, hạn {minutes} phút. Đừng đưa ai.',
    'otp.sms.complaint': '{code} là mã OTP gửi khiếu nại {portal}, hạn {minutes} phút. Đừng đưa cho ai.',
  },
  en: {
    'otp.sms.register': '{code} is your OTP to register with {portal}, valid {minutes} minutes. Give it to nobody.',
    'otp.sms.sign-in': '{code} is your OTP to sign in to {portal}, valid {minutes} minutes. Give it to nobody.',
    'otp.sms.recover-password':
      '{code} is your OTP to reset your {portal} password, valid {minutes} minutes. Give it to nobody.',
    'otp.sms.confirm-phone':
      '{code} is your OTP to confirm this phone with {portal}, valid {minutes} minutes. Give it to nobody.',
    'otp.sms.change-phone':
      '{code} is your OTP to make this your {portal} OTP phone, valid {minutes} minutes. Give it to nobody.',
    'otp.sms.link': '{code} is your OTP to link your {portal} account, valid {minutes} minutes. Give it to nobody.',
    'otp.sms.add-method':
      '{code} is your OTP to add a sign-in method at {portal}, valid {minutes} minutes. Give it to nobody.',
    'otp.sms.complaint':
      '{code} is your OTP to send a complaint to {portal}, valid {minutes} minutes. Give it to nobody.',
  },
}
