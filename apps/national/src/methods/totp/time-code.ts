import { timingSafeEqual } from 'node:crypto'
import type { Random } from '@motcua/kit/random.ts'
import { Secret, TOTP } from 'otpauth'

/** What every authenticator app takes for granted (RFC 6238 §1.2 with SHA-1). */
export const DIGITS = 6
const SECONDS = 30
/** Steps to either side in which a code is still or already good: clocks differ, and people type slowly (§5.2, §6). */
const WINDOW = 1
/** 160 bits, as RFC 4226 §4 recommends. */
const SECRET_BYTES = 20

/** A new shared secret, in Base32. */
export function drawSecret(random: Random): string {
  return new Secret({ buffer: Uint8Array.from(random(SECRET_BYTES)).buffer }).base32
}

/** The time step that an instant lies in: what RFC 6238 counts. */
export function stepAt(now: Date): number {
  return Math.floor(now.getTime() / 1000 / SECONDS)
}

/** The latest time step around now whose code this is; every one is compared, each in constant time. */
export function matchingStep(secret: string, { code, now }: { code: string; now: Date }): number | undefined {
  const from = stepAt(now) - WINDOW
  const steps = Array.from({ length: 2 * WINDOW + 1 }, (_, n) => from + n)
  return steps.filter(step => equal(codeAt(secret, step), code)).at(-1)
}

/** The code of a time step. */
export function codeAt(secret: string, step: number): string {
  const timestamp = step * SECONDS * 1000
  return TOTP.generate({ secret: Secret.fromBase32(secret), digits: DIGITS, period: SECONDS, timestamp })
}

function equal(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)]
  return a.length === b.length && timingSafeEqual(a, b)
}

/** The address under which authenticator apps take a secret over, by QR code or by link (Google's Key URI Format). */
export function keyUri({ secret, issuer, label }: { secret: string; issuer: string; label: string }): string {
  const settings = { algorithm: 'SHA1', digits: DIGITS, period: SECONDS }
  return new TOTP({ ...settings, issuer, label, secret: Secret.fromBase32(secret) }).toString()
}
