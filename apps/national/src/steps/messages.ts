/** What the steps shared by the flows say. */
export const messages = {
  vi: {
    'subscriber.mismatch':
      'Thông tin bạn nhập không khớp với nhà mạng. Kiểm tra lại từng ô theo giấy tờ; soạn TTTB gửi 1414 (miễn phí) để xem SIM đứng tên ai. Nếu SIM còn đăng ký bằng CMT cũ, thử số CMT đó, hoặc mang CCCD đến cửa hàng của nhà mạng để cập nhật.',
    'subscriber.unavailable':
      'Nhà mạng chưa trả lời nên chưa thể xác minh. Chưa có gì được lưu; hãy thử lại sau ít phút.',
    'lookup.too-many': 'Đã hỏi nhà mạng quá nhiều lần. Thử lại sau {wait}.',
    'lookup.too-many-today': 'Hôm nay nơi này đã tra cứu quá nhiều lần. Thử lại vào ngày mai, hoặc từ mạng khác.',
    'insurance.mismatch':
      'Thông tin bạn nhập không khớp với dữ liệu Bảo hiểm xã hội (BHXH). Xem lại từng ô theo giấy tờ, mã số theo thẻ BHYT hoặc VssID. Đã đổi giấy tờ? Thử số CMT cũ. Đã đổi số điện thoại, hoặc vẫn không khớp? Nhờ cơ quan BHXH cập nhật rồi thử lại.',
    'insurance.unavailable':
      'Cơ quan BHXH chưa trả lời nên chưa thể xác minh. Chưa có gì được lưu; hãy thử lại sau ít phút hoặc chọn cách khác.',
    'insurance.too-many': 'Đã hỏi cơ quan BHXH quá nhiều lần. Thử lại sau {wait}.',
    'social-insurance-number.empty': 'Bạn phải nhập mã số BHXH.',
    'social-insurance-number.not-digits': 'Mã số BHXH chỉ gồm chữ số. Trên thẻ BHYT, đó là 10 số cuối.',
    'social-insurance-number.wrong-length':
      'Mã số BHXH có 10 chữ số. Bạn đã nhập {length} chữ số. Trên thẻ BHYT, đó là 10 số cuối.',
    'social-insurance-number.unknown-place': 'Ba chữ số đầu không phải mã tỉnh hay mã nước nào. Xem lại số trên thẻ.',
    'recover.too-many': 'Quá nhiều yêu cầu từ nơi này. Thử lại sau {wait}.',
    'otp.title': 'Xác thực mã OTP',
    'otp.sent-to': 'Mã xác thực đã được gửi qua SĐT: {phone}',
    'otp.sent-to-mail': 'Mã xác thực đã được gửi đến email: {email}',
    'otp.sent-maybe': 'Nếu số này có tài khoản, mã xác thực đã được gửi đến số điện thoại đã đăng ký.',
    'otp.confirm': 'Xác nhận',
    'otp.not-received': 'Bạn chưa nhận được mã?',
    'otp.resend': 'Gửi lại OTP',
    'otp.tell-nobody': 'Đừng đọc mã này cho bất kỳ ai. Cán bộ và tổng đài không bao giờ hỏi mã OTP.',
    'otp.help': 'Không nhận được tin nhắn, xem cách xử lý',
    'otp.help-mail': 'Không thấy email? Xem cả hộp thư rác.',
    'step.details': 'Thông tin',
    'step.otp': 'Mã OTP',
    'step.password': 'Mật khẩu',
    'step.who': 'Tài khoản',
    'new-password.label': 'Nhập mật khẩu',
    'new-password.again': 'Xác nhận mật khẩu',
    'new-password.hint': 'Sử dụng 8 ký tự trở lên bao gồm chữ thường, chữ in hoa, số và ký tự đặc biệt.',
    'captcha.why-now': 'Có nhiều lần nhập sai nên cần thêm bước này.',
    'prove.gone': 'Cách xác thực này vừa bị gỡ khỏi tài khoản. Chọn cách khác hoặc đăng nhập lại.',
    'prove.too-many': 'Quá nhiều lần thử từ nơi này. Thử lại sau {wait}, hoặc đăng nhập bằng cách khác.',
    'register.too-many': 'Quá nhiều lần đăng ký từ nơi này. Thử lại sau {wait}.',
    'prove.no-longer': 'Không còn dùng được cách này? Mang CCCD đến {counter}.',
    'prove.counter': 'quầy giao dịch',
    'prove.choose': 'Chọn một cách xác thực.',
    'prove.no-other':
      'Tài khoản này chưa có số nhận OTP hay cách xác thực thứ hai nào. Đăng nhập bằng Bưu điện Việt Nam hoặc cách bạn đã dùng khi mở tài khoản, hoặc mang CCCD đến quầy giao dịch.',
    'handle.vnpost': 'Bưu điện Việt Nam',
    'handle.vneid': 'VNeID',
    'handle.linked': 'Liên kết để đăng nhập không cần mật khẩu',
    'method.taken': 'Cách xác thực này đang thuộc một tài khoản khác. Dùng cách khác.',
    'method.had-already': 'Tài khoản của bạn đã có cách xác thực này.',
    'method.too-many': 'Bạn đã có 10 cách xác thực loại này. Gỡ bớt một cách trước khi thêm.',
    'phone.too-many-accounts': 'Số này đã nhận mã OTP cho 5 tài khoản. Dùng số khác.',
    'provider.unavailable':
      '{provider} chưa trả lời. Chưa có gì được lưu; hãy thử lại sau ít phút, hoặc dùng cách khác.',
    'provider.other-request': 'Phản hồi này không thuộc về lần đăng nhập của bạn. Hãy bắt đầu lại.',
    'provider.phone-left-out':
      'Số điện thoại này đã nhận mã OTP cho 5 tài khoản nên không được thêm vào tài khoản mới. Bấm lần nữa để mở tài khoản không có số điện thoại.',
    'objection.too-many': 'Quá nhiều lần thử từ nơi này. Thử lại sau {wait}.',
    'objection-code.empty': 'Bạn phải nhập mã trong thông báo.',
    'objection-code.malformed': 'Mã gồm 10 chữ và số, ví dụ K7Q2-M9XP-4T. Xem lại thông báo.',
    'objection-code.unknown': 'Mã không đúng, đã được dùng, hoặc đã quá 72 giờ.',
    'totp.malformed': 'Mã trong ứng dụng gồm 6 chữ số.',
    'totp.wrong': 'Mã không đúng. Nhập mã đang hiện trong ứng dụng. Bạn còn {triesLeft} lần thử.',
    'totp.used': 'Mã này đã được dùng. Chờ ứng dụng hiện mã mới (tối đa 30 giây) rồi nhập lại.',
    'totp.used-up': 'Bạn đã nhập sai 5 lần. Chọn phương thức khác hoặc đăng nhập lại.',
    'totp.too-many-wrong': 'Đã nhập sai mã quá nhiều lần. Thử lại sau {wait}, hoặc chọn phương thức khác.',
    'totp.not-yet': 'Mã chưa đúng. Xem lại mã đang hiện, và đặt giờ điện thoại về tự động nếu vẫn không được.',
    'totp.too-many': 'Bạn đã kết nối 3 ứng dụng xác thực. Gỡ bớt một ứng dụng trước khi thêm.',
    'totp-name.too-long': 'Tên gợi nhớ dài quá 40 ký tự.',
    'recovery-code.empty': 'Bạn phải nhập một mã khôi phục.',
    'recovery-code.malformed': 'Mã khôi phục gồm 8 chữ và số, ví dụ 4KQ7-M2XP.',
    'recovery-code.wrong': 'Mã khôi phục không đúng hoặc đã được dùng. Bạn còn {triesLeft} lần thử.',
    'recovery-code.used': 'Mã khôi phục này vừa được dùng. Nhập một mã khác.',
    'recovery-code.used-up': 'Bạn đã nhập sai 5 lần. Chọn phương thức khác hoặc đăng nhập lại.',
    'recovery-code.too-many-wrong': 'Đã nhập sai mã quá nhiều lần. Thử lại sau {wait}, hoặc chọn phương thức khác.',
    'passkey.missing':
      'Trình duyệt không gửi khóa truy cập. Trang này cần JavaScript; hãy bật lên, hoặc dùng cách khác.',
    'passkey.refused': 'Không xác thực được bằng khóa này. Thử lại, hoặc dùng cách khác.',
    'passkey.expired': 'Đã quá 5 phút nên yêu cầu hết hạn. Bấm nút để thử lại.',
    'passkey.unknown':
      'Không có tài khoản nào dùng khóa này; có thể khóa đã bị gỡ. Đăng nhập cách khác, hoặc đăng ký nếu bạn chưa có tài khoản.',
    'passkey.foreign': 'Khóa này không thuộc tài khoản đang đăng nhập. Chọn khóa khác, hoặc dùng cách khác.',
    'passkey.cloned':
      'Khóa này có thể đã bị sao chép nên không được chấp nhận. Dùng cách khác, rồi gỡ khóa ở trang Thông tin cá nhân.',
    'passkey.name-too-long': 'Tên khóa dài quá {most} ký tự.',
    'sim-phone.label': 'Số điện thoại của SIM',
    'sim-phone.hint': 'Số của SIM ký số, ví dụ 0912 345 678.',
    'usb.missing':
      'Trình duyệt chưa gửi chữ ký nào. Trang này cần JavaScript và công cụ ký; hãy bật lên, hoặc dùng cách khác.',
    'usb.malformed': 'Không đọc được câu trả lời của công cụ ký. Cài bản mới nhất của công cụ ký rồi thử lại.',
    'usb.expired-challenge': 'Đã quá 5 phút nên yêu cầu hết hạn. Bấm nút để ký lại.',
    'usb.wrong-signature':
      'Chữ ký không đúng với trang này. Kiểm tra địa chỉ trang, cắm lại USB rồi thử lại. Nếu vẫn vậy, gọi nơi cấp chứng thư số.',
    'usb.expired': 'Chứng thư số này đã hết hạn ngày {date}. Chọn chứng thư khác, hoặc gia hạn ở nơi đã cấp.',
    'usb.not-yet-valid': 'Chứng thư số này đến ngày {date} mới có hiệu lực. Chọn chứng thư khác, hoặc quay lại sau.',
    'usb.untrusted':
      'Chứng thư số này không do tổ chức được Nhà nước cấp phép cấp. Chọn chứng thư khác trong USB, hoặc dùng USB khác.',
    'usb.issuer-expired':
      'Chứng thư của nơi cấp chứng thư số này đã hết hạn nên không dùng được nữa. Liên hệ nơi đã cấp để được đổi.',
    'usb.wrong-use':
      'Chứng thư số này không dùng để xác thực hay ký số cho người hoặc tổ chức. Chọn chứng thư khác trong USB.',
    'usb.weak': 'Chứng thư số này dùng thuật toán cũ, không còn an toàn. Liên hệ nơi đã cấp để đổi chứng thư mới.',
    'usb.revoked':
      'Chứng thư số này đã bị thu hồi ngày {date} nên không dùng được. Liên hệ nơi đã cấp để có chứng thư mới.',
    'usb.suspended': 'Chứng thư số này đang bị tạm dừng từ ngày {date}. Liên hệ nơi đã cấp để khôi phục, rồi thử lại.',
    'usb.revocation-unavailable':
      'Nơi cấp chứng thư số chưa trả lời chứng thư còn hiệu lực hay đã bị thu hồi. Chưa có gì được lưu; hãy thử lại sau ít phút, hoặc dùng cách khác.',
    'usb.unknown':
      'Chứng thư số này đúng, nhưng chưa tài khoản nào đăng ký nó. Chưa có tài khoản: đăng ký bằng chính USB này. Đã có tài khoản: đăng nhập cách khác, rồi thêm USB ở trang Thông tin cá nhân.',
    'usb.foreign': 'Chứng thư số này không thuộc tài khoản đang xác thực. Chọn chứng thư khác, hoặc dùng cách khác.',
    'usb.other-holder':
      'Chứng thư số này mang tên hoặc số của người, tổ chức khác nên không thêm được. Chúng tôi đã báo việc này cho chủ tài khoản.',
    'usb.too-many-tries': 'Đã thử thêm chứng thư số quá nhiều lần. Thử lại sau {wait}.',
    'usb.no-longer-yours': 'Tài khoản vừa thay đổi trong lúc bạn đăng nhập. Hãy bắt đầu lại.',
    'usb.not-now':
      'Tài khoản vừa được khôi phục nên trong 72 giờ chưa thể nhận chứng thư số mới. Đăng nhập bằng cách khác.',
  },
  en: {
    'subscriber.mismatch':
      'What you entered does not match the operator’s record. Check every field against your papers; text TTTB to 1414 (free) to see whose SIM it is. If the SIM is still under your old CMT, try that number, or take your CCCD to the operator’s shop.',
    'subscriber.unavailable':
      'The operator has not answered, so nothing can be verified yet. Nothing was saved; try again in a few minutes.',
    'lookup.too-many': 'The operator was asked too often. Try again in {wait}.',
    'lookup.too-many-today':
      'Too much was looked up from this place today. Try again tomorrow, or from another network.',
    'insurance.mismatch':
      'What you entered does not match the social insurance record. Check every field against your papers, and the number on your health insurance card or in VssID. New papers? Try the old CMT number. Another phone, or still no match? Have the social insurance office update its record, then try again.',
    'insurance.unavailable':
      'Social insurance has not answered, so nothing can be verified yet. Nothing was saved; try again in a few minutes or choose another way.',
    'insurance.too-many': 'Social insurance was asked too often. Try again in {wait}.',
    'social-insurance-number.empty': 'Enter your social insurance number.',
    'social-insurance-number.not-digits':
      'A social insurance number has digits only. On a health insurance card, it is the last 10.',
    'social-insurance-number.wrong-length':
      'A social insurance number has 10 digits. You entered {length}. On a health insurance card, it is the last 10.',
    'social-insurance-number.unknown-place':
      'The first three digits are no province or country code. Check the number on your card.',
    'recover.too-many': 'Too many requests from this place. Try again in {wait}.',
    'otp.title': 'Enter the OTP',
    'otp.sent-to': 'A code was sent to the phone {phone}',
    'otp.sent-to-mail': 'A code was sent to the e-mail {email}',
    'otp.sent-maybe': 'If this number has an account, a code was sent to its registered phone.',
    'otp.confirm': 'Confirm',
    'otp.not-received': 'No code yet?',
    'otp.resend': 'Resend OTP',
    'otp.tell-nobody': 'Read this code to nobody. Officers and the hotline never ask for an OTP.',
    'otp.help': 'No message arrives: what to do',
    'otp.help-mail': 'No e-mail? Look among the junk mail too.',
    'step.details': 'Details',
    'step.otp': 'OTP',
    'step.password': 'Password',
    'step.who': 'Account',
    'new-password.label': 'Password',
    'new-password.again': 'Confirm the password',
    'new-password.hint': 'Use 8 characters or more with lower case, upper case, digits and special characters.',
    'captcha.why-now': 'There were several failures, so this step is needed.',
    'prove.gone': 'This way was just removed from the account. Choose another one or sign in again.',
    'prove.too-many': 'Too many tries from this place. Try again in {wait}, or sign in another way.',
    'register.too-many': 'Too many registrations from this place. Try again in {wait}.',
    'prove.no-longer': 'Is it no longer at hand? Take your CCCD to a {counter}.',
    'prove.counter': 'service counter',
    'prove.choose': 'Choose a way to authenticate.',
    'prove.no-other':
      'This account has no phone for OTPs and no other second way yet. Sign in with Vietnam Post or the way you opened it, or take your CCCD to a service counter.',
    'handle.vnpost': 'Vietnam Post',
    'handle.vneid': 'VNeID',
    'handle.linked': 'Linked, to sign in without the password',
    'method.taken': 'This belongs to another account. Use another one.',
    'method.had-already': 'Your account has this one already.',
    'method.too-many': 'You have 10 of this kind already. Remove one before you add another.',
    'phone.too-many-accounts': 'This number already receives the OTPs of 5 accounts. Use another one.',
    'provider.unavailable':
      '{provider} has not answered. Nothing was saved; try again in a few minutes, or use another way.',
    'provider.other-request': 'This answer does not belong to your sign-in. Please begin again.',
    'provider.phone-left-out':
      'This phone already receives the OTPs of 5 accounts, so it is not added to the new one. Press again to open the account without a phone.',
    'objection.too-many': 'Too many tries from this place. Try again in {wait}.',
    'objection-code.empty': 'Enter the code from the notice.',
    'objection-code.malformed': 'The code has 10 letters and digits, for example K7Q2-M9XP-4T. Check the notice.',
    'objection-code.unknown': 'The code is wrong, was used before, or is older than 72 hours.',
    'totp.malformed': 'The code in the app has 6 digits.',
    'totp.wrong': 'The code is wrong. Enter the one the app shows now. You have {triesLeft} tries left.',
    'totp.used': 'This code was used. Wait for the next one in the app (30 seconds at most) and enter that.',
    'totp.used-up': 'You entered a wrong code 5 times. Choose another way or sign in again.',
    'totp.too-many-wrong': 'Too many wrong codes. Try again in {wait}, or choose another way.',
    'totp.not-yet':
      'The code is not right. Check the one shown now, and set the phone’s clock to automatic if that does not help.',
    'totp.too-many': 'You have connected 3 authenticator apps. Remove one before you add another.',
    'totp-name.too-long': 'The name is longer than 40 characters.',
    'recovery-code.empty': 'Enter a recovery code.',
    'recovery-code.malformed': 'A recovery code has 8 letters and digits, for example 4KQ7-M2XP.',
    'recovery-code.wrong': 'The recovery code is wrong or was used. You have {triesLeft} tries left.',
    'recovery-code.used': 'This recovery code was just used. Enter another one.',
    'recovery-code.used-up': 'You entered a wrong code 5 times. Choose another way or sign in again.',
    'recovery-code.too-many-wrong': 'Too many wrong codes. Try again in {wait}, or choose another way.',
    'passkey.missing': 'The browser sent no passkey. This page needs JavaScript; switch it on, or use another way.',
    'passkey.refused': 'This passkey could not be verified. Try again, or use another way.',
    'passkey.expired': 'More than 5 minutes passed, so the request expired. Press the button to try again.',
    'passkey.unknown':
      'No account uses this passkey; it may have been removed. Sign in another way, or register if you have no account yet.',
    'passkey.foreign': 'This passkey is not of the account that is signing in. Choose another one, or use another way.',
    'passkey.cloned':
      'This passkey may have been copied and is not accepted. Use another way, then remove it under Personal information.',
    'passkey.name-too-long': 'The name is longer than {most} characters.',
    'sim-phone.label': 'Phone number of the SIM',
    'sim-phone.hint': 'The number of the signing SIM, for example 0912 345 678.',
    'usb.missing':
      'The browser sent no signature. This page needs JavaScript and the signing agent; switch them on, or use another way.',
    'usb.malformed': 'The signing agent’s answer could not be read. Install the newest signing agent and try again.',
    'usb.expired-challenge': 'More than 5 minutes passed, so the request expired. Press the button to sign again.',
    'usb.wrong-signature':
      'The signature is not right for this site. Check the address, plug the token in again and try again. If that fails, call whoever issued the certificate.',
    'usb.expired': 'This certificate expired on {date}. Choose another one, or renew it with whoever issued it.',
    'usb.not-yet-valid': 'This certificate is valid only from {date}. Choose another one, or come back then.',
    'usb.untrusted':
      'This certificate was not issued by an authority licensed by the State. Choose another one on the token, or use another token.',
    'usb.issuer-expired':
      'The certificate of this certificate’s issuer has expired, so it can no longer be used. Ask the issuer to replace it.',
    'usb.wrong-use':
      'This certificate is not for people or organisations to authenticate or sign with. Choose another one on the token.',
    'usb.weak': 'This certificate uses an old algorithm that is no longer safe. Ask the issuer for a new one.',
    'usb.revoked': 'This certificate was revoked on {date} and cannot be used. Ask the issuer for a new one.',
    'usb.suspended': 'This certificate has been suspended since {date}. Ask the issuer to restore it, then try again.',
    'usb.revocation-unavailable':
      'The issuer has not answered whether the certificate is good or was revoked. Nothing was saved; try again in a few minutes, or use another way.',
    'usb.unknown':
      'This certificate is right, but no account has registered it. No account yet: register with this very token. You have an account: sign in another way, then add the token under Personal information.',
    'usb.foreign':
      'This certificate is not of the account that is authenticating. Choose another one, or use another way.',
    'usb.other-holder':
      'This certificate bears the name or number of another person or organisation, so it cannot be added. The owner of the account was told.',
    'usb.too-many-tries': 'You tried to add certificates too often. Try again in {wait}.',
    'usb.no-longer-yours': 'The account changed while you signed in. Please begin again.',
    'usb.not-now': 'The account was just recovered, so for 72 hours it takes no new certificate. Sign in another way.',
  },
}
