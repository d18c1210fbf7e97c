/** `1990-08-12` as people type it: `12/08/1990`. */
export function typedDate(date: string): string {
  return date.split('-').reverse().join('/')
}
