import { type Both, type Language, plain } from '@motcua/ui/words.ts'

const vi = {
  listening: 'Công cụ ký điện tử, bản {version}: {address}',
  stopHint: 'Để cửa sổ này mở khi ký. Dừng: Ctrl-C.',
  libraries: 'Trình điều khiển USB (PKCS#11):',
  files: 'Tệp PKCS#12:',
  noLibraries: '  chưa tìm thấy; cài trình điều khiển của USB, hoặc chỉ ra bằng --module TỆP',
  noKoffi: '  không đọc được USB: thiếu thành phần koffi (npm install koffi); tệp PKCS#12 vẫn dùng được',
  noFiles: '  không có; thêm bằng --p12 TỆP',
  sitesFolder: 'Trang được phép: {folder}',
  status: 'Công cụ ký điện tử, bản {version}, giao thức {protocol}',
  noCertificates: 'Chưa thấy chứng thư số nào.',
  expired: 'đã hết hạn',
  'not-yet': 'chưa đến ngày hiệu lực',
  valid: 'dùng được',
  hidden: 'chứng thư hiện ra sau khi nhập mã PIN',
  trouble: 'Không đọc được {source}: {because}',
  noSites: 'Chưa có trang nào được phép.',
  forgotten: 'Đã bỏ {origin}. Lần sau trang này phải hỏi lại.',
  notAllowed: 'Trang {origin} chưa từng được phép. Xem danh sách: sites',
  portTaken: 'Cổng {port} đang bận: có thể một công cụ ký khác đang chạy. Dừng nó, hoặc chọn cổng khác bằng --port.',
  allTaken: 'Các cổng {ports} đều bận: có lẽ công cụ ký đang chạy rồi. Dừng nó, hoặc chọn cổng khác bằng --port.',
  alreadyRunning: 'Lưu ý: cổng {port} đang bận, có thể một công cụ ký khác đang chạy; trang web hỏi công cụ đó trước.',
  listenFailed: 'Không mở được cổng: {because}',
  option: 'Tham số không đúng: {what}',
  port: 'Cổng không đúng: {what} (từ 1 đến 65535)',
  'no-file': 'Không thấy tệp PKCS#12: {what}',
  'no-module': 'Không thấy thư viện PKCS#11: {what}',
  command: 'Không có lệnh này: {what}',
  usage: `Công cụ ký điện tử

  npm run agent -- [LỆNH] [--p12 TỆP ...] [--module TỆP ...] [--port N] [--data THƯ-MỤC] [--json]

  (không có lệnh)       chạy công cụ; trang web mở cửa sổ của nó khi cần ký
  status                bản nào, tìm USB ở đâu
  list-certificates     các chứng thư số thấy được
  sites                 các trang đã được phép
  sites forget TRANG    bỏ một trang, ví dụ https://dichvucong.example

  --p12 TỆP             thêm một tệp PKCS#12 (.p12, .pfx)
  --module TỆP          thêm một thư viện PKCS#11
  --port N              chỉ dùng cổng này
  --data THƯ-MỤC        nơi nhớ các trang được phép
  --allow-expired       cho chọn cả chứng thư hết hạn, để thử cổng dịch vụ
  --json                in JSON (status, list-certificates, sites)`,
}

const en: typeof vi = {
  listening: 'Signing agent, version {version}: {address}',
  stopHint: 'Leave this open while signing. To stop: Ctrl-C.',
  libraries: 'USB drivers (PKCS#11):',
  files: 'PKCS#12 files:',
  noLibraries: '  none found; install the driver of the token, or name one with --module FILE',
  noKoffi: '  USB tokens cannot be read: koffi is missing (npm install koffi); PKCS#12 files work',
  noFiles: '  none; add one with --p12 FILE',
  sitesFolder: 'Allowed sites: {folder}',
  status: 'Signing agent, version {version}, protocol {protocol}',
  noCertificates: 'No certificate seen.',
  expired: 'expired',
  'not-yet': 'not valid yet',
  valid: 'usable',
  hidden: 'its certificates are shown after the PIN',
  trouble: 'Could not read {source}: {because}',
  noSites: 'No site is allowed yet.',
  forgotten: '{origin} is forgotten. It has to ask again next time.',
  notAllowed: '{origin} was never allowed. See the list: sites',
  portTaken: 'Port {port} is taken: another agent may be running. Stop it, or choose another port with --port.',
  allTaken: 'Ports {ports} are all taken: an agent seems to be running. Stop it, or choose another port with --port.',
  alreadyRunning: 'Note: port {port} is taken, another agent may be running; sites ask that one first.',
  listenFailed: 'Could not listen: {because}',
  option: 'Wrong option: {what}',
  port: 'Wrong port: {what} (1 to 65535)',
  'no-file': 'No such PKCS#12 file: {what}',
  'no-module': 'No such PKCS#11 library: {what}',
  command: 'No such command: {what}',
  usage: `Signing agent

  npm run agent -- [COMMAND] [--p12 FILE ...] [--module FILE ...] [--port N] [--data FOLDER] [--json]

  (no command)          runs the agent; sites open its window when something is to be signed
  status                which version, and where tokens are sought
  list-certificates     the certificates it sees
  sites                 the sites that may ask
  sites forget SITE     forgets one, such as https://dichvucong.example

  --p12 FILE            adds a PKCS#12 file (.p12, .pfx)
  --module FILE         adds a PKCS#11 library
  --port N              this port and no other
  --data FOLDER         where allowed sites are remembered
  --allow-expired       lets expired certificates be chosen, to test portals
  --json                prints JSON (status, list-certificates, sites)`,
}

export const commandLineMessages: Both<keyof typeof vi> = { vi, en }
export type CommandLineKey = keyof typeof vi
export type Tell = ReturnType<typeof tellIn>

export const tellIn = (language: Language) => plain(language, commandLineMessages)
