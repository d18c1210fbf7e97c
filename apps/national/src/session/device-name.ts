import type { Language } from '@motcua/ui/words.ts'

/** In this order: browsers that claim to be others come before those they claim to be. */
const BROWSERS: [RegExp, string][] = [
  [/\bcoc_coc_browser\//, 'Cốc Cốc'],
  [/\bZalo\b/, 'Zalo'],
  [/\bEdgA?(iOS)?\//, 'Edge'],
  [/\bOPR\//, 'Opera'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\b(Firefox|FxiOS)\//, 'Firefox'],
  [/\b(Chrome|CriOS)\//, 'Chrome'],
  [/\bSafari\//, 'Safari'],
]
const SYSTEMS: [RegExp, string][] = [
  [/\bAndroid\b/, 'Android'],
  [/\b(iPhone|iPod)\b/, 'iPhone'],
  [/\biPad\b/, 'iPad'],
  [/\bWindows\b/, 'Windows'],
  [/\bMac OS X\b/, 'macOS'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\bLinux\b/, 'Linux'],
]

/** A browser as people call it, from its User-Agent: `Chrome, Android`. It is what the browser says, and may be a lie. */
export function deviceName(userAgent: string, language: Language): string {
  const named = (list: [RegExp, string][]) => list.find(([pattern]) => pattern.test(userAgent))?.[1]
  const known = [named(BROWSERS), named(SYSTEMS)].filter(name => name !== undefined)
  return known.length > 0 ? known.join(', ') : { vi: 'thiết bị lạ', en: 'unknown device' }[language]
}
