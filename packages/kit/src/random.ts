import { randomBytes } from 'node:crypto'

/** Where unpredictable bytes come from. Handed in everywhere, so that tests may decide them. */
export type Random = (bytes: number) => Buffer

export const systemRandom: Random = bytes => randomBytes(bytes)

/** A URL-safe token of `bytes` random bytes (32 bytes = 256 bits by default). */
export function randomToken(random: Random, bytes = 32): string {
  return random(bytes).toString('base64url')
}

/** A version 4 UUID (RFC 9562 §5.4) from the given source. */
export function randomUuid(random: Random): string {
  const bytes = random(16)
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x40, 6)
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8)
  const hex = bytes.toString('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}

/** `digits` decimal digits, each equally likely (bytes of 250 and above are drawn again). */
export function randomDigits(random: Random, digits: number): string {
  let drawn = ''
  while (drawn.length < digits) {
    for (const byte of random(digits)) if (byte < 250 && drawn.length < digits) drawn += String(byte % 10)
  }
  return drawn
}
