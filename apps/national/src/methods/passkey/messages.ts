export const messages = {
  vi: {
    'passkey.title': 'Khóa truy cập',
    'passkey.text': 'Vân tay, khuôn mặt hoặc mã khóa màn hình, thay cả mật khẩu và mã OTP.',
    'passkey.prove-title': 'Xác thực bằng khóa truy cập',
    'passkey.prove-lead': 'Thiết bị của bạn sẽ hỏi vân tay, khuôn mặt hoặc mã khóa màn hình.',
    'passkey.use': 'Dùng khóa truy cập',
    'passkey.waiting': 'Đang chờ thiết bị…',
    'passkey.bound': 'Khóa truy cập chỉ dùng được ở **{address}**, nên trang giả mạo không lấy được.',
    'passkey.opening-how': 'Thiết bị của bạn hỏi vân tay, khuôn mặt hoặc mã khóa màn hình.',
    'passkey.opening-why': 'Không cần mật khẩu hay mã OTP, nên không ai lừa lấy được.',
    'passkey.sign-in': 'Đăng nhập bằng khóa truy cập',
    'passkey.none-yet': 'Chưa có khóa truy cập? Đăng nhập cách khác, rồi thêm khóa ở trang **Thông tin cá nhân**.',
    'passkey.add-title': 'Thêm khóa truy cập',
    'passkey.add-lead':
      'Lần sau bạn đăng nhập bằng vân tay, khuôn mặt hoặc mã khóa màn hình, không cần mật khẩu hay mã OTP.',
    'passkey.name': 'Tên khóa',
    'passkey.name-hint': 'Để nhận ra khóa này trong danh sách, ví dụ tên thiết bị.',
    'passkey.add': 'Tạo khóa truy cập',
    'passkey.own-device': 'Chỉ tạo khóa trên thiết bị của riêng bạn, không tạo trên máy dùng chung.',
    'passkey.needs-scripts':
      'Khóa truy cập cần JavaScript, mà trình duyệt đang tắt. Bật JavaScript rồi tải lại trang, hoặc dùng cách khác.',
    'passkey.unsupported':
      'Trình duyệt này chưa hỗ trợ khóa truy cập. Dùng Chrome, Edge, Safari hoặc Firefox bản mới, hoặc cách khác.',
    'passkey.wrong-address': 'Khóa truy cập chỉ dùng được ở {address}. Mở đúng địa chỉ đó rồi thử lại.',
    'passkey.cancelled-get':
      'Chưa xác thực: bạn đã hủy, hoặc thiết bị không có khóa phù hợp. Thử lại, hoặc dùng cách khác.',
    'passkey.cancelled-create': 'Chưa tạo khóa: bạn đã hủy, hoặc thiết bị không cho phép. Bấm nút để thử lại.',
    'passkey.timed-out': 'Đã hết thời gian chờ thiết bị. Bấm nút để thử lại.',
    'passkey.none-here':
      'Không thấy khóa truy cập nào cho trang này trên thiết bị. Dùng thiết bị có khóa, hoặc cách khác.',
    'passkey.registered-already': 'Thiết bị này đã có khóa truy cập của tài khoản bạn. Không cần tạo thêm.',
    'passkey.unable':
      'Thiết bị không làm được. Bật khóa màn hình (vân tay, khuôn mặt hoặc mã PIN) rồi thử lại, hoặc dùng thiết bị khác.',
  },
  en: {
    'passkey.title': 'Passkey',
    'passkey.text': 'Fingerprint, face or screen lock, instead of password and OTP.',
    'passkey.prove-title': 'Authenticate with a passkey',
    'passkey.prove-lead': 'Your device will ask for your fingerprint, face or screen lock.',
    'passkey.use': 'Use the passkey',
    'passkey.waiting': 'Waiting for the device…',
    'passkey.bound': 'A passkey works only at **{address}**, so a fake site cannot get it.',
    'passkey.opening-how': 'Your device asks for your fingerprint, face or screen lock.',
    'passkey.opening-why': 'There is no password or OTP that anybody could trick you into giving away.',
    'passkey.sign-in': 'Sign in with a passkey',
    'passkey.none-yet': 'No passkey yet? Sign in another way, then add one under **Personal information**.',
    'passkey.add-title': 'Add a passkey',
    'passkey.add-lead': 'Next time you sign in with fingerprint, face or screen lock, without password or OTP.',
    'passkey.name': 'Name of the passkey',
    'passkey.name-hint': 'To tell it apart in the list, for example the name of the device.',
    'passkey.add': 'Create the passkey',
    'passkey.own-device': 'Create passkeys on devices of your own only, never on shared ones.',
    'passkey.needs-scripts':
      'Passkeys need JavaScript, which is off in this browser. Switch it on and reload the page, or use another way.',
    'passkey.unsupported':
      'This browser does not know passkeys. Use a recent Chrome, Edge, Safari or Firefox, or another way.',
    'passkey.wrong-address': 'Passkeys work at {address} only. Open that address and try again.',
    'passkey.cancelled-get':
      'Not authenticated: you cancelled, or the device has no passkey that fits. Try again, or use another way.',
    'passkey.cancelled-create':
      'No passkey was created: you cancelled, or the device refused. Press the button to try again.',
    'passkey.timed-out': 'The device took too long. Press the button to try again.',
    'passkey.none-here': 'There is no passkey for this site on the device. Use the device that has it, or another way.',
    'passkey.registered-already': 'This device already has a passkey of your account. There is no need for another.',
    'passkey.unable':
      'The device cannot do it. Switch on a screen lock (fingerprint, face or PIN) and try again, or use another device.',
  },
}
