/** The SMS texts: each names the portal and what the code is for (rule: no code without its action). */
export const messages = {
  vi: {
    'otp.sms.register': '{code} là mã OTP đăng ký {portal}, hiệu lực {minutes} phút. Không đưa mã này cho ai.',
    'otp.sms.sign-in': '{code} là mã OTP đăng nhập {portal}, hiệu lực {minutes} phút. Không đưa mã này cho ai.',
    'otp.sms.recover-password':
      '{code} là mã OTP đặt lại mật khẩu {portal}, hiệu lực {minutes} phút. Không đưa mã này cho ai.',
    'otp.sms.confirm-phone':
      '{code} là mã OTP xác nhận số điện thoại với {portal}, hiệu lực {minutes} phút. Không đưa mã này cho ai.',
    'otp.sms.change-phone':
      '{code} là mã OTP đổi số nhận OTP {portal}, hiệu lực {minutes} phút. Không đưa mã này cho ai.',
    'otp.sms.link': '{code} là mã OTP liên kết tài khoản {portal}, hiệu lực {minutes} phút. Không đưa mã này cho ai.',
    'otp.sms.add-method':
      '{code} là mã OTP thêm cách xác thực {portal}, hiệu lực {minutes} phút. Không đưa mã này cho ai.',
  },
  en: {
    'otp.sms.register': '{code} is your OTP to register with {portal}, valid {minutes} minutes. Give it to nobody.',
    'otp.sms.sign-in': '{code} is your OTP to sign in to {portal}, valid {minutes} minutes. Give it to nobody.',
    'otp.sms.recover-password':
      '{code} is your OTP to reset your {portal} password, valid {minutes} minutes. Give it to nobody.',
    'otp.sms.confirm-phone':
      '{code} is your OTP to confirm this phone with {portal}, valid {minutes} minutes. Give it to nobody.',
    'otp.sms.change-phone':
      '{code} is your OTP to change the {portal} OTP phone, valid {minutes} minutes. Give it to nobody.',
    'otp.sms.link': '{code} is your OTP to link your {portal} account, valid {minutes} minutes. Give it to nobody.',
    'otp.sms.add-method':
      '{code} is your OTP to add a way to sign in to {portal}, valid {minutes} minutes. Give it to nobody.',
  },
}
