import { anyMethod, type Method } from '../steps/method.ts'
import type { MethodParts } from './parts.ts'
import { passkeyMethod } from './passkey/passkey.ts'
import { recoveryCodeMethod } from './recovery-code/recovery-code.ts'
import { signingSimMethod } from './signing-sim/signing-sim.ts'
import { smsOtpMethod } from './sms-otp/sms-otp.ts'
import { totpMethod } from './totp/totp.ts'
import { usbTokenMethod } from './usb-token/usb-token.ts'

/** Every way to prove oneself, in the order in which they are offered. A method is added by a line here. */
export function methodsOf(parts: MethodParts): Method[] {
  return [
    anyMethod(smsOtpMethod(parts)),
    anyMethod(passkeyMethod(parts)),
    anyMethod(totpMethod(parts)),
    anyMethod(usbTokenMethod(parts)),
    anyMethod(signingSimMethod(parts)),
    // Last: what one falls back on when everything else is lost.
    anyMethod(recoveryCodeMethod(parts)),
  ]
}
