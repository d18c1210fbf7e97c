export const messages = {
  vi: {
    'codes.title': 'Mã khôi phục của bạn',
    'codes.what':
      'Mất điện thoại hoặc thiết bị? Nhập một mã dưới đây thay cho nó khi đăng nhập. Mỗi mã chỉ dùng được một lần.',
    'codes.once': 'Các mã chỉ hiện lần này. Cất ở nơi an toàn, tách khỏi mật khẩu; không đưa mã cho bất kỳ ai.',
    'codes.save': 'Tải về dạng văn bản',
    'codes.print': 'Hoặc in trang này, hoặc chép các mã ra giấy.',
    'codes.file': 'Mã khôi phục tài khoản Một Cửa. Mỗi mã dùng được một lần. Không đưa cho bất kỳ ai.',
    'codes.kept': 'Tôi đã cất mã, về Thông tin cá nhân',
    'renew.title': 'Tạo mã khôi phục mới?',
    'renew.lead': 'Bạn nhận mười mã mới. Mọi mã cũ, kể cả mã chưa dùng, hết giá trị ngay.',
    'renew.make': 'Tạo mã mới',
    'renew.keep': 'Giữ mã cũ',
    'renew.done-title': 'Đã tạo mã khôi phục mới',
    'renew.done-lead': 'Các mã cũ không còn giá trị. Hãy bỏ bản cũ đi.',
  },
  en: {
    'codes.title': 'Your recovery codes',
    'codes.what':
      'Lost your phone or device? Enter one of these codes in its place when you sign in. Each code works once.',
    'codes.once': 'The codes are shown this one time. Keep them safe, apart from the password; give them to nobody.',
    'codes.save': 'Save as text',
    'codes.print': 'Or print this page, or copy the codes on paper.',
    'codes.file': 'Recovery codes of a Một Cửa account. Each works once. Give them to nobody.',
    'codes.kept': 'I kept the codes, back to personal information',
    'renew.title': 'Make new recovery codes?',
    'renew.lead': 'You get ten new ones. All old ones, used or not, are worth nothing at once.',
    'renew.make': 'Make new codes',
    'renew.keep': 'Keep the old ones',
    'renew.done-title': 'New recovery codes were made',
    'renew.done-lead': 'The old ones are worth nothing. Throw them away.',
  },
}
