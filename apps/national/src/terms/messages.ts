export const messages = {
  vi: { 'terms.version': 'Phiên bản {version}, hiệu lực từ {date}' },
  en: { 'terms.version': 'Version {version}, in force from {date}' },
}
