/** What people are told by SMS and mail. No name, number or link: such messages are easily read by others or imitated. */
export const messages = {
  vi: {
    'notice.password-changed.sms':
      '{portal}: mật khẩu của bạn vừa được đặt lại lúc {at}. Không phải bạn? Gọi ngay {hotline}.',
    'notice.password-changed.subject': 'Mật khẩu {portal} của bạn vừa được đặt lại',
    'notice.password-changed.mail':
      'Mật khẩu tài khoản {portal} của bạn vừa được đặt lại lúc {at}. Mọi thiết bị khác đã được đăng xuất.\n\nNếu không phải bạn, hãy gọi ngay tổng đài {hotline}.\n\nChúng tôi không bao giờ hỏi mật khẩu, mã OTP hay mã PIN của bạn.',
    'notice.account-opened.sms': '{portal}: tài khoản của bạn đã mở lúc {at}. Không phải bạn? Gọi ngay {hotline}.',
    'notice.account-opened.subject': 'Tài khoản {portal} đã sẵn sàng',
    'notice.account-opened.mail':
      'Một tài khoản {portal} vừa được mở lúc {at} với địa chỉ email này.\n\nNếu không phải bạn, hãy gọi tổng đài {hotline}.\n\nChúng tôi không bao giờ hỏi mật khẩu, mã OTP hay mã PIN của bạn.',
  },
  en: {
    'notice.password-changed.sms': '{portal}: your password was reset at {at}. Not you? Call {hotline} now.',
    'notice.password-changed.subject': 'Your {portal} password was reset',
    'notice.password-changed.mail':
      'The password of your {portal} account was reset at {at}. All other devices were signed out.\n\nIf this was not you, call {hotline} now.\n\nWe never ask for your password, OTP or PIN.',
    'notice.account-opened.sms': '{portal}: your account was opened at {at}. Not you? Call {hotline} now.',
    'notice.account-opened.subject': 'Your {portal} account is ready',
    'notice.account-opened.mail':
      'A {portal} account was opened at {at} with this e-mail address.\n\nIf this was not you, call {hotline}.\n\nWe never ask for your password, OTP or PIN.',
  },
}
