/** The longest password, in Unicode code points after normalisation. */
export const longestPassword = 128

/** No text of this many UTF-16 units is a password: it is refused before any work is done on it. */
export const absurdLength = 1024

/**
 * One form for what looks the same: NFKC (NIST SP 800-63B-4 §3.1.1.2). Vietnamese keyboards differ in whether they
 * send `ế` as one code point or as three; the password must not depend on the keyboard.
 */
export function normalisePassword(password: string): string {
  return password.normalize('NFKC')
}
