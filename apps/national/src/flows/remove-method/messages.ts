export const messages = {
  vi: {
    'remove.title': 'Gỡ phương thức xác thực này?',
    'remove.then':
      'Gỡ xong, không ai đăng nhập bằng cách này được nữa. Thông báo sẽ được gửi đến mọi số điện thoại và email của tài khoản.',
    'remove.besides-recovery-codes': 'Các mã khôi phục cũng bị xóa, vì không còn ứng dụng xác thực hay passkey nào.',
    'remove.besides-default': 'Đây là số mặc định; số còn lại lâu nhất sẽ thành mặc định.',
    'remove.besides-own-phone':
      'Đây là số duy nhất đã xác nhận đứng tên bạn. Không có số này, khi quên mật khẩu bạn phải mang CCCD đến quầy giao dịch.',
    'remove.remove': 'Gỡ',
    'remove.keep': 'Giữ lại',
    'remove.last-title': 'Chưa gỡ được cách cuối cùng',
    'remove.last-text': 'Gỡ cách này thì bạn không đăng nhập được nữa. Thêm một cách khác trước.',
    'remove.add': 'Thêm phương thức khác',
    'remove.back': 'Về Thông tin cá nhân',
    'remove.gone-title': 'Không còn phương thức này',
    'remove.gone-text': 'Phương thức này không có trong tài khoản của bạn. Có thể bạn đã gỡ nó ở một cửa sổ khác.',
  },
  en: {
    'remove.title': 'Remove this way to authenticate?',
    'remove.then': 'Once it is removed nobody signs in with it. All phones and the e-mail of the account will be told.',
    'remove.besides-recovery-codes': 'The recovery codes go too, as no authenticator app or passkey is left.',
    'remove.besides-default': 'This is the default phone; the oldest of the others becomes the default.',
    'remove.besides-own-phone':
      'This is the only number confirmed as your own. Without it, a forgotten password takes a visit to a service counter.',
    'remove.remove': 'Remove',
    'remove.keep': 'Keep it',
    'remove.last-title': 'The last way cannot be removed',
    'remove.last-text': 'Without it you could not sign in any more. Add another one first.',
    'remove.add': 'Add another one',
    'remove.back': 'Back to personal information',
    'remove.gone-title': 'There is no such method',
    'remove.gone-text': 'Your account does not have it. You may have removed it in another window.',
  },
}
