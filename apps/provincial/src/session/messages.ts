export const messages = {
  vi: {
    'frame.procedures': 'Danh mục thủ tục',
    'frame.find': 'Tìm thủ tục hành chính',
    'frame.submit': 'Nộp hồ sơ trực tuyến',
    'frame.account': 'Tài khoản',
    'frame.my-account': 'Quản lý tài khoản',
    'frame.sign-in': 'Đăng nhập',
    'frame.register': 'Đăng ký tài khoản',
    'frame.sign-out': 'Đăng xuất',
    'lost.start-again': 'Bắt đầu lại',
  },
  en: {
    'frame.procedures': 'Procedures',
    'frame.find': 'Find a procedure',
    'frame.submit': 'Submit online',
    'frame.account': 'Account',
    'frame.my-account': 'My account',
    'frame.sign-in': 'Sign in',
    'frame.register': 'Register',
    'frame.sign-out': 'Sign out',
    'lost.start-again': 'Start again',
  },
}
