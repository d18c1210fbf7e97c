/** What phones display. With the address it must fit one message to the SIM, and it ends with the code. */
export const messages = {
  vi: {
    'sim-prompt.register': 'đăng ký tài khoản',
    'sim-prompt.sign-in': 'đăng nhập',
    'sim-prompt.add-method': 'thêm SIM vào tài khoản',
    'sim-prompt.confirm': 'xác nhận là bạn',
    'sim-prompt.at': '{site} ({host}): {what}. Chỉ nhập PIN nếu trang bạn mở hiện mã {code}',
    'sim-prompt.short': '{site}: {what}. Chỉ nhập PIN nếu trang bạn mở hiện mã {code}',
  },
  en: {
    'sim-prompt.register': 'open an account',
    'sim-prompt.sign-in': 'sign in',
    'sim-prompt.add-method': 'add this SIM to an account',
    'sim-prompt.confirm': 'confirm it is you',
    'sim-prompt.at': '{site} ({host}): {what}. Enter the PIN only if your page shows {code}',
    'sim-prompt.short': '{site}: {what}. Enter the PIN only if your page shows {code}',
  },
}
