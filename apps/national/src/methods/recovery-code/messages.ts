export const messages = {
  vi: {
    'recovery-code.title': 'Mã khôi phục',
    'recovery-code.text': 'Mười mã dùng một lần, để vào tài khoản khi mất thiết bị.',
    'recovery-code.left': 'Còn {left} mã',
    'recovery-code.page': 'Nhập mã khôi phục',
    'recovery-code.lead':
      'Nhập một trong các mã bạn đã cất khi thêm ứng dụng xác thực hoặc passkey. Mã dùng xong sẽ không còn giá trị.',
    'recovery-code.label': 'Mã khôi phục',
    'recovery-code.hint': '8 chữ và số, ví dụ 4KQ7-M2XP.',
    'recovery-code.confirm': 'Xác nhận',
  },
  en: {
    'recovery-code.title': 'Recovery codes',
    'recovery-code.text': 'Ten codes that work once each, for when you lose a device.',
    'recovery-code.left': '{left} codes left',
    'recovery-code.page': 'Enter a recovery code',
    'recovery-code.lead':
      'Enter one of the codes you kept when you added an authenticator app or passkey. A used code is worth nothing.',
    'recovery-code.label': 'Recovery code',
    'recovery-code.hint': '8 letters and digits, for example 4KQ7-M2XP.',
    'recovery-code.confirm': 'Confirm',
  },
}
