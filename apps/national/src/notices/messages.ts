/**
 * What people are told by SMS and mail. No name, number or link: such messages are easily read by others or imitated.
 * An SMS is what happened and one of the two ends; a test holds the longest of them to two parts of 67 characters.
 */
export const messages = {
  vi: {
    'end.sms.object': 'Không phải bạn? Vào mục Không phải tôi, mã {objectionCode} (72 giờ), hoặc gọi {hotline}.',
    'end.sms.call': 'Không phải bạn? Gọi ngay {hotline}.',
    'end.sms.help': 'Cần giúp? Gọi {hotline}.',
    'end.mail.object':
      'Không phải bạn? Trong 72 giờ vào mục Không phải tôi trên Cổng, nhập mã {objectionCode}, hoặc gọi {hotline}. Khi đó tài khoản được khóa để bảo vệ bạn.',
    'end.mail.call': 'Không phải bạn? Hãy gọi ngay tổng đài {hotline}.',
    'end.mail.help': 'Cần giúp? Hãy gọi tổng đài {hotline}.',
    'end.mail.no-links':
      'Thư của chúng tôi không có liên kết: hãy tự mở {portal} như bạn vẫn mở. Chúng tôi không bao giờ hỏi mật khẩu, mã OTP hay mã PIN của bạn.',

    'account-opened.sms': '{portal}: tài khoản đã được mở lúc {at}.',
    'account-opened.subject': 'Tài khoản {portal} đã sẵn sàng',
    'account-opened.mail': 'Một tài khoản {portal} vừa được mở lúc {at} với địa chỉ thư này.',
    'new-device.sms': '{portal}: {device} đăng nhập {at}.',
    'new-device.subject': 'Đăng nhập {portal} từ thiết bị mới',
    'new-device.mail':
      'Tài khoản {portal} của bạn vừa được đăng nhập lúc {at} từ một thiết bị chưa từng dùng: {device}.',
    'password-changed.sms': '{portal}: mật khẩu đã được đổi lúc {at}.',
    'password-changed.subject': 'Mật khẩu {portal} của bạn đã được đổi',
    'password-changed.mail':
      'Mật khẩu tài khoản {portal} của bạn đã được đổi lúc {at}. Mọi thiết bị khác đã được đăng xuất.',
    'password-recovered.sms': '{portal}: mật khẩu đã đặt lại lúc {at}.',
    'password-recovered.subject': 'Mật khẩu {portal} của bạn vừa được đặt lại',
    'password-recovered.mail':
      'Mật khẩu tài khoản {portal} của bạn vừa được đặt lại bằng Quên mật khẩu lúc {at}. Mọi thiết bị khác đã được đăng xuất.',
    'phone-changed.sms': '{portal}: số nhận OTP đã đổi lúc {at}.',
    'phone-changed.subject': 'Số điện thoại nhận OTP của tài khoản {portal} đã đổi',
    'phone-changed.mail':
      'Số điện thoại nhận mã OTP của tài khoản {portal} của bạn đã được đổi lúc {at}. Số cũ không còn nhận mã nữa.',
    'method-added.sms': '{portal}: thêm {method}, {at}.',
    'method-added.subject': 'Tài khoản {portal} có thêm một phương thức xác thực',
    'method-added.mail': 'Phương thức xác thực {method} đã được thêm vào tài khoản {portal} của bạn lúc {at}.',
    'method-removed.sms': '{portal}: xóa {method}, {at}.',
    'method-removed.subject': 'Một phương thức xác thực của tài khoản {portal} đã bị xóa',
    'method-removed.mail': 'Phương thức xác thực {method} đã được xóa khỏi tài khoản {portal} của bạn lúc {at}.',
    'certificate-renewed.sms': '{portal}: thêm chứng thư số mới, {at}.',
    'certificate-renewed.subject': 'Tài khoản {portal} có chứng thư số mới',
    'certificate-renewed.mail':
      'Một chứng thư số mới mang tên và số của bạn, như khi gia hạn USB hoặc đổi SIM ký số, vừa được dùng để đăng nhập và được thêm vào tài khoản {portal} của bạn lúc {at}.',
    'foreign-certificate.sms': '{portal}: đã chặn chứng thư lạ, {at}.',
    'foreign-certificate.subject': 'Có người thử thêm chứng thư số lạ vào tài khoản {portal} của bạn',
    'foreign-certificate.mail':
      'Lúc {at}, trong phiên đăng nhập của bạn ở {portal}, có người thử thêm một chứng thư số không mang tên và số của bạn. Chúng tôi đã từ chối; tài khoản không thay đổi.',
    'account-locked.sms': '{portal}: tài khoản bị khóa lúc {at}.',
    'account-locked.subject': 'Tài khoản {portal} của bạn đã bị khóa',
    'account-locked.mail':
      'Tài khoản {portal} của bạn đã bị khóa lúc {at}. Hãy đăng nhập để xem lý do và cách mở khóa.',
    'account-unlocked.sms': '{portal}: tài khoản đã mở khóa lúc {at}.',
    'account-unlocked.subject': 'Tài khoản {portal} của bạn đã được mở khóa',
    'account-unlocked.mail': 'Tài khoản {portal} của bạn đã được mở khóa lúc {at}. Bạn có thể đăng nhập như trước.',
    'inactivity-first.sms':
      '{portal}: tài khoản lâu không dùng sẽ bị khóa ngày {until}. Đăng nhập một lần để giữ tài khoản.',
    'inactivity-first.subject': 'Đăng nhập {portal} để giữ tài khoản của bạn',
    'inactivity-first.mail':
      'Tài khoản {portal} của bạn đã lâu không được dùng và sẽ bị khóa ngày {until}. Hãy đăng nhập một lần để giữ tài khoản; dữ liệu của bạn vẫn nguyên vẹn.',
    'inactivity-last.sms':
      '{portal}: nhắc lần cuối, tài khoản sẽ bị khóa ngày {until}. Đăng nhập một lần để giữ tài khoản.',
    'inactivity-last.subject': 'Nhắc lần cuối: đăng nhập {portal} để giữ tài khoản của bạn',
    'inactivity-last.mail':
      'Đây là lần nhắc cuối: tài khoản {portal} của bạn đã lâu không được dùng và sẽ bị khóa ngày {until}. Hãy đăng nhập một lần để giữ tài khoản; dữ liệu của bạn vẫn nguyên vẹn.',
    'complaint-received.sms': '{portal}: đã nhận khiếu nại lúc {at}, mã {code}. Giữ mã này để xem kết quả.',
    'complaint-received.subject': '{portal} đã nhận khiếu nại của bạn',
    'complaint-received.mail':
      'Chúng tôi đã nhận khiếu nại của bạn lúc {at}. Mã tiếp nhận: {code}.\n\nHãy giữ mã này: mục Khiếu nại trên {portal} dùng mã để cho bạn xem kết quả.',
  },
  en: {
    'end.sms.object': 'Not you? Within 72 hours go to Not me, code {objectionCode}, or call {hotline}.',
    'end.sms.call': 'Not you? Call {hotline} now.',
    'end.sms.help': 'Need help? Call {hotline}.',
    'end.mail.object':
      'Not you? Within 72 hours go to Not me on the portal, enter the code {objectionCode}, or call {hotline}. The account is then locked to protect you.',
    'end.mail.call': 'Not you? Call {hotline} now.',
    'end.mail.help': 'Need help? Call {hotline}.',
    'end.mail.no-links':
      'Our mails carry no links: open {portal} yourself, the way you always do. We never ask for your password, OTP or PIN.',

    'account-opened.sms': '{portal}: your account was opened at {at}.',
    'account-opened.subject': 'Your {portal} account is ready',
    'account-opened.mail': 'A {portal} account was opened at {at} with this e-mail address.',
    'new-device.sms': '{portal}: {device} signed in at {at}.',
    'new-device.subject': 'Sign-in to {portal} from a new device',
    'new-device.mail': 'Your {portal} account was signed in to at {at} from a device not used before: {device}.',
    'password-changed.sms': '{portal}: your password was changed at {at}.',
    'password-changed.subject': 'Your {portal} password was changed',
    'password-changed.mail':
      'The password of your {portal} account was changed at {at}. All other devices were signed out.',
    'password-recovered.sms': '{portal}: your password was reset at {at}.',
    'password-recovered.subject': 'Your {portal} password was reset',
    'password-recovered.mail':
      'The password of your {portal} account was reset by Forgotten password at {at}. All other devices were signed out.',
    'phone-changed.sms': '{portal}: your OTP phone was changed at {at}.',
    'phone-changed.subject': 'The OTP phone of your {portal} account was changed',
    'phone-changed.mail':
      'The phone that receives the OTPs of your {portal} account was changed at {at}. The old number receives none any more.',
    'method-added.sms': '{portal}: {method} was added at {at}.',
    'method-added.subject': 'Your {portal} account has one more way to sign in',
    'method-added.mail': 'The sign-in method {method} was added to your {portal} account at {at}.',
    'method-removed.sms': '{portal}: {method} was removed at {at}.',
    'method-removed.subject': 'A way to sign in was removed from your {portal} account',
    'method-removed.mail': 'The sign-in method {method} was removed from your {portal} account at {at}.',
    'certificate-renewed.sms': '{portal}: a new certificate was added at {at}.',
    'certificate-renewed.subject': 'Your {portal} account has a new certificate',
    'certificate-renewed.mail':
      'A new certificate with your name and number, as of a renewed USB token or a replaced signing SIM, was used to sign in to your {portal} account and was added to it at {at}.',
    'foreign-certificate.sms': '{portal}: foreign certificate refused, {at}.',
    'foreign-certificate.subject': 'Somebody tried to add a foreign certificate to your {portal} account',
    'foreign-certificate.mail':
      'At {at}, in a session of your {portal} account, somebody tried to add a certificate that does not bear your name and number. We refused it; the account has not changed.',
    'account-locked.sms': '{portal}: your account was locked at {at}.',
    'account-locked.subject': 'Your {portal} account was locked',
    'account-locked.mail': 'Your {portal} account was locked at {at}. Sign in to see why and how to unlock it.',
    'account-unlocked.sms': '{portal}: your account was unlocked at {at}.',
    'account-unlocked.subject': 'Your {portal} account was unlocked',
    'account-unlocked.mail': 'Your {portal} account was unlocked at {at}. You can sign in as before.',
    'inactivity-first.sms': '{portal}: your unused account will be locked on {until}. Sign in once to keep it.',
    'inactivity-first.subject': 'Sign in to {portal} to keep your account',
    'inactivity-first.mail':
      'Your {portal} account has not been used for long and will be locked on {until}. Sign in once to keep it; your data stays as it is.',
    'inactivity-last.sms': '{portal}: last reminder, your account will be locked on {until}. Sign in once to keep it.',
    'inactivity-last.subject': 'Last reminder: sign in to {portal} to keep your account',
    'inactivity-last.mail':
      'This is the last reminder: your {portal} account has not been used for long and will be locked on {until}. Sign in once to keep it; your data stays as it is.',
    'complaint-received.sms': '{portal}: complaint received at {at}, code {code}. Keep it for the outcome.',
    'complaint-received.subject': '{portal} has received your complaint',
    'complaint-received.mail':
      'We received your complaint at {at}. Its code: {code}.\n\nKeep the code: under Complaints on {portal} it shows you the outcome.',
  },
}
