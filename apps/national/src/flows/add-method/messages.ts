export const messages = {
  vi: {
    'add-method.title': 'Thêm phương thức xác thực',
    'add-method.lead': 'Có thêm một cách, bạn vẫn vào được tài khoản khi mất điện thoại hoặc không nhận được tin nhắn.',
    'add-method.lead-organization':
      'Có thêm một chứng thư số, tổ chức vẫn vào được tài khoản khi USB hoặc SIM ký số bị mất, hỏng hay chứng thư hết hạn.',
    'add-method.add': 'Thêm',
    'add-method.add-this': 'Thêm: {method}',
    'add-method.next': 'Tiếp tục',
    'add-method.added': 'Đã thêm phương thức xác thực',
    'add-method.added-text':
      'Từ lần đăng nhập sau bạn có thể chọn cách này. Thông báo đã được gửi đến mọi số điện thoại và email của tài khoản.',
    'add-method.done': 'Về Thông tin cá nhân',
    'add-method.to-account': 'Thông tin cá nhân',
    'add-method.to-methods': 'Thêm phương thức khác',
  },
  en: {
    'add-method.title': 'Add a way to authenticate',
    'add-method.lead': 'With one more way you still get in when you lose the phone or no message arrives.',
    'add-method.lead-organization':
      'With one more certificate the organisation still gets in when a token or SIM is lost or broken or its certificate expires.',
    'add-method.add': 'Add',
    'add-method.add-this': 'Add {method}',
    'add-method.next': 'Continue',
    'add-method.added': 'The way to authenticate was added',
    'add-method.added-text':
      'You can choose it the next time you sign in. All phones and the e-mail of the account were told.',
    'add-method.done': 'Back to personal information',
    'add-method.to-account': 'Personal information',
    'add-method.to-methods': 'Add another one',
  },
}
