export const messages = {
  vi: {
    'sms-otp.title': 'Tin nhắn SMS',
    'sms-otp.text': 'Mã OTP gửi đến một số di động của bạn.',
    'sms-otp.add-title': 'Thêm số nhận OTP',
    'sms-otp.add-lead': 'Số này sẽ nhận mã OTP khi bạn đăng nhập.',
    'sms-otp.phone': 'Số điện thoại',
    'sms-otp.phone-hint': 'Số di động Việt Nam. Mã OTP sẽ gửi về số này.',
    'sms-otp.send': 'Gửi mã OTP',
  },
  en: {
    'sms-otp.title': 'Text message',
    'sms-otp.text': 'An OTP sent to one of your mobile numbers.',
    'sms-otp.add-title': 'Add a phone for OTPs',
    'sms-otp.add-lead': 'This phone will receive an OTP when you sign in.',
    'sms-otp.phone': 'Phone number',
    'sms-otp.phone-hint': 'A Vietnamese mobile number. The OTP is sent to it.',
    'sms-otp.send': 'Send the OTP',
  },
}
