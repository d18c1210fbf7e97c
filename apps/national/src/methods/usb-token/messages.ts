export const messages = {
  vi: {
    'usb.title': 'USB ký số',
    'usb.text': 'Chứng thư số trong USB (token) và mã PIN của nó, thay cả mật khẩu và mã OTP.',
    'usb.prove-title': 'Xác thực bằng USB ký số',
    'usb.prove-lead': 'Cắm USB vào máy tính này và mở công cụ ký. Bạn chọn chứng thư và nhập mã PIN trong công cụ ký.',
    'usb.use': 'Ký bằng USB',
    'usb.pin-there':
      'Mã PIN chỉ nhập trong công cụ ký, không nhập trên trang web nào. Công cụ ký hiện địa chỉ đang yêu cầu: phải là **{address}**.',
    'usb.opening-plug': 'Cắm USB ký số vào máy tính này.',
    'usb.opening-agent': 'Mở công cụ ký điện tử, chọn chứng thư số.',
    'usb.opening-pin': 'Nhập mã PIN trong công cụ ký. Không cần mật khẩu hay mã OTP.',
    'usb.sign-in': 'Đăng nhập bằng USB ký số',
    'usb.guide': '{guide} · {download}',
    'usb.guide-link': 'Hướng dẫn đăng nhập',
    'usb.download-link': 'Tải công cụ ký điện tử',
    'usb.add-title': 'Thêm USB ký số',
    'usb.add-lead':
      'Lần sau bạn đăng nhập bằng chứng thư số này. Chứng thư phải mang đúng tên và số giấy tờ của tài khoản.',
    'usb.add': 'Ký bằng USB để thêm',
  },
  en: {
    'usb.title': 'USB token',
    'usb.text': 'The certificate in a USB token and its PIN, instead of password and OTP.',
    'usb.prove-title': 'Authenticate with a USB token',
    'usb.prove-lead':
      'Plug the token into this computer and start the signing agent. You choose the certificate and enter the PIN in the signing agent.',
    'usb.use': 'Sign with the token',
    'usb.pin-there':
      'The PIN is entered in the signing agent only, never on a web page. The agent shows which address asks: it must be **{address}**.',
    'usb.opening-plug': 'Plug the USB token into this computer.',
    'usb.opening-agent': 'Start the signing agent and choose the certificate.',
    'usb.opening-pin': 'Enter the PIN in the signing agent. No password and no OTP is needed.',
    'usb.sign-in': 'Sign in with a USB token',
    'usb.guide': '{guide} · {download}',
    'usb.guide-link': 'How to sign in',
    'usb.download-link': 'Download the signing agent',
    'usb.add-title': 'Add a USB token',
    'usb.add-lead': 'Next time you sign in with this certificate. It must bear the name and ID number of the account.',
    'usb.add': 'Sign with the token to add it',
  },
}
