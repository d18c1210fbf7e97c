/** Lower case without diacritics: `Mật Khẩu` becomes `mat khau`, `Đà` becomes `da`. */
export function withoutMarks(text: string): string {
  return text.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '').replaceAll('đ', 'd')
}

/** Characters that stand for a letter they look like; 1 is read both ways. */
const LOOK_ALIKES: Record<string, string> = {
  '@': 'a',
  '4': 'a',
  '8': 'b',
  '(': 'c',
  '3': 'e',
  '6': 'g',
  '9': 'g',
  '1': 'i',
  '!': 'i',
  '|': 'l',
  '0': 'o',
  $: 's',
  '5': 's',
  '7': 't',
  '+': 't',
  '2': 'z',
}

/** The letters that a text in "leet" stands for, first with 1 as i, then as l. */
export function unleeted(text: string): [string, string] {
  const read = (one: string) => text.replace(/[^a-z]/g, sign => (sign === '1' ? one : (LOOK_ALIKES[sign] ?? sign)))
  return [read('i'), read('l')]
}
