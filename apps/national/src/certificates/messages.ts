/** A registered certificate in a list of methods. */
export const messages = {
  vi: {
    'certificate.line-valid': '{name} · {issuer} · hết hạn {date}',
    'certificate.line-soon': '{name} · {issuer} · sắp hết hạn, ngày {date}: hãy gia hạn và thêm chứng thư mới.',
    'certificate.line-expired': '{name} · {issuer} · đã hết hạn ngày {date}: không dùng được nữa.',
  },
  en: {
    'certificate.line-valid': '{name} · {issuer} · expires {date}',
    'certificate.line-soon': '{name} · {issuer} · expires soon, {date}: renew it and add the new certificate.',
    'certificate.line-expired': '{name} · {issuer} · expired {date}: it can no longer be used.',
  },
}
