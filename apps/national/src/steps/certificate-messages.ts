/** What is wrong with certificates, in tokens or SIMs, and with prompts to SIMs. */
export const messages = {
  vi: {
    'certificate.expired': 'Chứng thư số này đã hết hạn ngày {date}. Dùng chứng thư khác, hoặc gia hạn ở nơi đã cấp.',
    'certificate.not-yet-valid':
      'Chứng thư số này đến ngày {date} mới có hiệu lực. Dùng chứng thư khác, hoặc quay lại sau.',
    'certificate.untrusted':
      'Chứng thư số này không do tổ chức được Nhà nước cấp phép cấp. Dùng chứng thư, USB hoặc SIM khác.',
    'certificate.issuer-expired':
      'Chứng thư của nơi cấp chứng thư số này đã hết hạn nên không dùng được nữa. Liên hệ nơi đã cấp để được đổi.',
    'certificate.wrong-use':
      'Chứng thư số này không dùng để xác thực hay ký số cho người hoặc tổ chức. Dùng chứng thư khác.',
    'certificate.weak':
      'Chứng thư số này dùng thuật toán cũ, không còn an toàn. Liên hệ nơi đã cấp để đổi chứng thư mới.',
    'certificate.revoked':
      'Chứng thư số này đã bị thu hồi ngày {date} nên không dùng được. Liên hệ nơi đã cấp để có chứng thư mới.',
    'certificate.suspended':
      'Chứng thư số này đang bị tạm dừng từ ngày {date}. Liên hệ nơi đã cấp để khôi phục, rồi thử lại.',
    'certificate.revocation-unavailable':
      'Nơi cấp chứng thư số chưa trả lời chứng thư còn hiệu lực hay đã bị thu hồi. Chưa có gì được lưu; hãy thử lại sau ít phút, hoặc dùng cách khác.',
    'certificate.other-holder':
      'Chứng thư số này mang tên hoặc số của người, tổ chức khác nên không thêm được. Chúng tôi đã báo việc này cho chủ tài khoản.',
    'certificate.too-many-tries': 'Đã thử thêm chứng thư số quá nhiều lần. Thử lại sau {wait}.',
    'certificate.no-longer-yours': 'Tài khoản vừa thay đổi trong lúc bạn đăng nhập. Hãy bắt đầu lại.',
    'certificate.not-now':
      'Tài khoản vừa được khôi phục nên trong 72 giờ chưa thể nhận chứng thư số mới. Đăng nhập bằng cách khác.',
    'sim.declined': 'Yêu cầu đã bị từ chối trên điện thoại. Nếu bạn bấm nhầm, hãy gửi lại yêu cầu.',
    'sim.pin-blocked': 'Mã PIN ký số của SIM đã bị khóa. Liên hệ nhà mạng để mở khóa, hoặc dùng cách khác.',
    'sim.no-such-sim':
      'Số điện thoại này chưa được đăng ký SIM ký số, hoặc nhà mạng của SIM chưa kết nối với cổng. Kiểm tra lại số, hoặc hỏi nhà mạng.',
    'sim.unreachable': 'Không liên lạc được với điện thoại. Bật máy, ra chỗ có sóng rồi gửi lại yêu cầu.',
    'sim.timed-out': 'Đã quá 2 phút mà chưa có xác nhận từ điện thoại. Hãy gửi lại yêu cầu khi điện thoại ở bên bạn.',
    'sim.busy': 'SIM đang xử lý một yêu cầu khác. Hoàn tất hoặc từ chối yêu cầu đó trên điện thoại, rồi gửi lại.',
    'sim.bad-certificate':
      'Nhà mạng báo chứng thư số trong SIM không còn dùng được. Liên hệ nhà mạng để đổi chứng thư mới.',
    'sim.refused': 'Nhà mạng không nhận yêu cầu của cổng. Chúng tôi đã được báo; hãy dùng cách khác hoặc thử lại sau.',
    'sim.unavailable':
      'Dịch vụ SIM ký số của nhà mạng chưa trả lời. Chưa có gì được lưu; thử lại sau ít phút, hoặc dùng cách khác.',
    'sim.not-believed':
      'Chữ ký nhà mạng trả về không đúng với yêu cầu này nên không được chấp nhận. Hãy gửi lại yêu cầu.',
    'sim.cancelled': 'Bạn đã hủy yêu cầu. Nếu điện thoại còn hiện yêu cầu, hãy từ chối ở đó.',
    'sim.still-open':
      'Điện thoại còn đang hiện yêu cầu trước của bạn, mã {code}. Từ chối yêu cầu đó trên điện thoại, hoặc chờ {seconds} giây.',
    'sim.other-open':
      'Điện thoại đang hiện một yêu cầu từ trình duyệt khác. Nếu không phải bạn yêu cầu, hãy từ chối trên điện thoại rồi bấm lại; hoặc chờ {seconds} giây.',
    'sim.spent': 'Xác nhận này đã được dùng ở một trang khác. Hãy gửi lại yêu cầu.',
    'sim.too-soon': 'Vừa gửi một yêu cầu đến số này. Thử lại sau {seconds} giây.',
    'sim.too-many': 'Đã gửi quá nhiều yêu cầu đến SIM. Thử lại sau {wait}, hoặc dùng cách khác.',
    'sim.rests': 'Chủ số này đã từ chối hai yêu cầu từ nơi này. Thử lại sau {wait}, hoặc dùng cách khác.',
    'sim.unknown':
      'Chứng thư trong SIM đúng, nhưng chưa tài khoản nào đăng ký nó. Chưa có tài khoản: đăng ký bằng chính SIM này. Đã có tài khoản: đăng nhập cách khác, rồi thêm SIM ở trang Thông tin cá nhân.',
    'sim.foreign':
      'Chứng thư trong SIM chưa thuộc tài khoản đang xác thực. Nếu bạn vừa đổi SIM: đăng nhập bằng SIM ký số một lần, hoặc dùng cách khác.',
  },
  en: {
    'certificate.expired': 'This certificate expired on {date}. Use another one, or renew it with whoever issued it.',
    'certificate.not-yet-valid': 'This certificate is valid only from {date}. Use another one, or come back then.',
    'certificate.untrusted':
      'This certificate was not issued by an authority licensed by the State. Use another certificate, token or SIM.',
    'certificate.issuer-expired':
      'The certificate of this certificate’s issuer has expired, so it can no longer be used. Ask the issuer to replace it.',
    'certificate.wrong-use':
      'This certificate is not for people or organisations to authenticate or sign with. Use another one.',
    'certificate.weak': 'This certificate uses an old algorithm that is no longer safe. Ask the issuer for a new one.',
    'certificate.revoked': 'This certificate was revoked on {date} and cannot be used. Ask the issuer for a new one.',
    'certificate.suspended':
      'This certificate has been suspended since {date}. Ask the issuer to restore it, then try again.',
    'certificate.revocation-unavailable':
      'The issuer has not answered whether the certificate is good or was revoked. Nothing was saved; try again in a few minutes, or use another way.',
    'certificate.other-holder':
      'This certificate bears the name or number of another person or organisation, so it cannot be added. The owner of the account was told.',
    'certificate.too-many-tries': 'You tried to add certificates too often. Try again in {wait}.',
    'certificate.no-longer-yours': 'The account changed while you signed in. Please begin again.',
    'certificate.not-now':
      'The account was just recovered, so for 72 hours it takes no new certificate. Sign in another way.',
    'sim.declined': 'The request was declined on the phone. If that was by mistake, send it again.',
    'sim.pin-blocked': 'The signing PIN of the SIM is blocked. Ask your operator to unblock it, or use another way.',
    'sim.no-such-sim':
      'This number has no signing SIM, or its operator is not connected to the portal. Check the number, or ask your operator.',
    'sim.unreachable':
      'The phone cannot be reached. Switch it on, go where there is signal, and send the request again.',
    'sim.timed-out':
      'Two minutes passed without a confirmation from the phone. Send the request again when the phone is at hand.',
    'sim.busy': 'The SIM is busy with another request. Finish or decline that on the phone, then send this again.',
    'sim.bad-certificate':
      'The operator says that the certificate in the SIM is no longer good. Ask the operator for a new one.',
    'sim.refused': 'The operator does not take the portal’s request. We were told; use another way or try again later.',
    'sim.unavailable':
      'The operator’s signing service has not answered. Nothing was saved; try again in a few minutes, or use another way.',
    'sim.not-believed':
      'The signature that the operator returned is not right for this request, so it was not taken. Send the request again.',
    'sim.cancelled': 'You cancelled the request. If the phone still shows it, decline it there.',
    'sim.still-open':
      'The phone still shows your earlier request, code {code}. Decline that on the phone, or wait {seconds} s.',
    'sim.other-open':
      'The phone shows a request from another browser. If it is not yours, decline it on the phone and try again; or wait {seconds} seconds.',
    'sim.spent': 'This confirmation was used by another page. Send the request again.',
    'sim.too-soon': 'A request was just sent to this number. Try again in {seconds} s.',
    'sim.too-many': 'Too many requests were sent to SIMs. Try again in {wait}, or use another way.',
    'sim.rests': 'Two requests from this place were declined at this number. Try again in {wait}, or use another way.',
    'sim.unknown':
      'The certificate in this SIM is right, but no account has registered it. No account yet: register with this very SIM. You have an account: sign in another way, then add the SIM under Personal information.',
    'sim.foreign':
      'The certificate in this SIM is not of the account that is authenticating. If you just replaced the SIM, sign in by signing SIM once, or use another way.',
  },
}
