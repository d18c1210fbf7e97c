export const messages = {
  vi: {
    'agent.needs-scripts':
      'USB ký số cần JavaScript, mà trình duyệt đang tắt. Bật JavaScript rồi tải lại trang, hoặc dùng cách khác.',
    'agent.calling': 'Đang mở công cụ ký điện tử trên máy này…',
    'agent.waiting': 'Chọn chứng thư và nhập mã PIN trong cửa sổ công cụ ký. Trang này sẽ tự chuyển tiếp.',
    'agent.resting': 'Đang chờ công cụ ký…',
    'agent.cancel': 'Hủy',
    'agent.again': 'Thử lại',
    'agent.guide': 'Xem hướng dẫn',
    'agent.download-windows': 'Tải cho Windows',
    'agent.download-macos': 'Tải cho macOS',
    'agent.download-linux': 'Tải cho Linux',
    'agent.port': 'Cổng khác',
    'agent.port-label': 'Cổng của công cụ ký',
    'agent.port-hint': 'Chỉ cần khi bạn đã mở công cụ ký với một cổng riêng, ví dụ --port 15000.',
    'agent.needs-computer-title': 'Cần máy tính',
    'agent.needs-computer-text':
      'USB ký số chỉ dùng được trên máy tính chạy Windows, macOS hoặc Linux. Mở trang này trên máy tính, hoặc dùng cách khác.',
    'agent.blocked-title': 'Trình duyệt đã chặn cửa sổ công cụ ký',
    'agent.blocked-text':
      'Cho phép trang này mở cửa sổ: bấm biểu tượng cửa sổ bị chặn ở cuối thanh địa chỉ, chọn luôn cho phép, rồi bấm Thử lại.',
    'agent.absent-title': 'Chưa thấy công cụ ký điện tử',
    'agent.absent-text':
      'Cài đặt trên máy này, mở lên, rồi bấm Thử lại. Nếu đã cài, hãy kiểm tra công cụ ký đang chạy. {guide}',
    'agent.outdated-title': 'Cần cập nhật công cụ ký',
    'agent.outdated-text':
      'Công cụ ký trên máy này đã cũ nên chưa có gì được gửi cho nó. Cài bản mới, mở lên, rồi bấm Thử lại.',
    'agent.timed-out-title': 'Đã hết thời gian chờ',
    'agent.timed-out-text': 'Mỗi lần ký có 5 phút. Chưa có gì thay đổi; bấm Thử lại để bắt đầu lần mới.',
    'agent.wrong-port-title': 'Số cổng chưa đúng',
    'agent.wrong-port-text': 'Cổng là một số từ 1024 đến 65535. Sửa lại, hoặc xóa đi để tìm ở cổng thông thường.',
    'agent.cancelled-title': 'Bạn đã hủy',
    'agent.cancelled-text': 'Chưa có gì được ký và chưa có gì thay đổi. Bấm Thử lại khi sẵn sàng.',
    'agent.no-token-title': 'Máy chưa nhận USB ký số',
    'agent.no-token-text':
      'Rút USB ra rồi cắm lại. Vẫn không được thì cài driver: mở **Máy tính**, bấm vào ổ **USB**, chạy **Setup**, rồi bấm Thử lại. {guide}',
    'agent.pin-blocked-title': 'Mã PIN của USB đã bị khóa',
    'agent.pin-blocked-text':
      'Mã PIN đã bị nhập sai quá số lần cho phép. Chỉ nơi cấp chứng thư số mới mở khóa được; hãy gọi cho họ, hoặc dùng cách khác.',
    'agent.token-removed-title': 'USB đã bị rút ra khi đang ký',
    'agent.token-removed-text': 'Chưa có gì thay đổi. Cắm lại USB, giữ nguyên đến khi xong, rồi bấm Thử lại.',
    'agent.token-failed-title': 'USB ký số bị lỗi',
    'agent.token-failed-text':
      'USB hoặc driver của nó không ký được. Rút ra cắm lại, cài lại driver nếu cần, rồi bấm Thử lại. {guide}',
    'agent.busy-title': 'Công cụ ký đang bận',
    'agent.busy-text': 'Một yêu cầu khác còn mở trong công cụ ký. Hoàn tất hoặc đóng cửa sổ đó, rồi bấm Thử lại.',
    'agent.malformed-title': 'Công cụ ký không hiểu yêu cầu',
    'agent.malformed-text': 'Tải lại trang rồi thử lại. Vẫn lỗi thì cài bản mới nhất của công cụ ký. {guide}',
  },
  en: {
    'agent.needs-scripts':
      'USB tokens need JavaScript, which is off in this browser. Switch it on and reload the page, or use another way.',
    'agent.calling': 'Opening the signing agent on this computer…',
    'agent.waiting':
      'Choose the certificate and enter the PIN in the signing agent’s window. This page goes on by itself.',
    'agent.resting': 'Waiting for the signing agent…',
    'agent.cancel': 'Cancel',
    'agent.again': 'Try again',
    'agent.guide': 'See the guide',
    'agent.download-windows': 'Download for Windows',
    'agent.download-macos': 'Download for macOS',
    'agent.download-linux': 'Download for Linux',
    'agent.port': 'Another port',
    'agent.port-label': 'Port of the signing agent',
    'agent.port-hint': 'Needed only if you started the signing agent at a port of its own, such as --port 15000.',
    'agent.needs-computer-title': 'A computer is needed',
    'agent.needs-computer-text':
      'USB tokens work only on computers with Windows, macOS or Linux. Open this page on a computer, or use another way.',
    'agent.blocked-title': 'The browser blocked the signing agent’s window',
    'agent.blocked-text':
      'Allow this page to open windows: press the sign of a blocked window at the end of the address bar, choose to always allow, then press Try again.',
    'agent.absent-title': 'No signing agent found',
    'agent.absent-text':
      'Install it on this computer, start it, then press Try again. If it is installed, check that it is running. {guide}',
    'agent.outdated-title': 'The signing agent must be updated',
    'agent.outdated-text':
      'The signing agent on this computer is too old, so nothing was sent to it. Install the new one, start it, then press Try again.',
    'agent.timed-out-title': 'Time is up',
    'agent.timed-out-text': 'There are 5 minutes to sign. Nothing has changed; press Try again to start anew.',
    'agent.wrong-port-title': 'This is no port',
    'agent.wrong-port-text':
      'A port is a number from 1024 to 65535. Correct it, or clear it to look at the usual ports.',
    'agent.cancelled-title': 'You cancelled',
    'agent.cancelled-text': 'Nothing was signed and nothing has changed. Press Try again when you are ready.',
    'agent.no-token-title': 'The computer sees no USB token',
    'agent.no-token-text':
      'Pull the token out and plug it in again. If that does not help, install its driver: open **Computer**, press the **USB** drive, run **Setup**, then press Try again. {guide}',
    'agent.pin-blocked-title': 'The token’s PIN is blocked',
    'agent.pin-blocked-text':
      'A wrong PIN was entered too often. Only whoever issued the certificate can unblock it; call them, or use another way.',
    'agent.token-removed-title': 'The token was pulled out while signing',
    'agent.token-removed-text':
      'Nothing has changed. Plug it in again, leave it there until it is done, then press Try again.',
    'agent.token-failed-title': 'The token failed',
    'agent.token-failed-text':
      'The token or its driver could not sign. Plug it in again, reinstall the driver if need be, then press Try again. {guide}',
    'agent.busy-title': 'The signing agent is busy',
    'agent.busy-text':
      'Another request is still open in the signing agent. Finish it or close its window, then press Try again.',
    'agent.malformed-title': 'The signing agent did not understand',
    'agent.malformed-text': 'Reload the page and try again. If that fails, install the newest signing agent. {guide}',
  },
}
