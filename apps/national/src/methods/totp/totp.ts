import { parseOtp } from '@motcua/sign-in/otp/sms-otp.ts'
import { plain } from '@motcua/ui/words.ts'
import { type Handle, handlesStore } from '../../accounts/handles-store.ts'
import { anyEnrolment, type Method } from '../../steps/method.ts'
import { type Judged, type TypedCode, typedCode, type Waiting } from '../../steps/typed-code.ts'
import type { MethodParts } from '../parts.ts'
import { nameOf } from './app-name.ts'
import { codePage } from './code-page.ts'
import { totpEnrolment } from './enrolment.ts'
import { messages } from './messages.ts'
import { DIGITS, matchingStep } from './time-code.ts'

const own = { id: 'totp', references: ['otp'], strength: 'factor' } satisfies Partial<Method>

/** A code from an authenticator app (RFC 6238; RFC 8176 `otp`). The value is the secret, the counter the last step used. */
export function totpMethod(parts: MethodParts): Method<Waiting> {
  return {
    ...{ ...own, identifies: 'nobody', offered: 'all', page: codePage, standIn: 'recovery-codes' },
    ...typedCode(parts, codeOf(parts)),
    line(handles, language) {
      const say = plain(language, messages)
      const [one, another] = handles
      const name = one && !another ? nameOf(one) : undefined
      return { icon: 'smartphone', title: say('totp.title'), text: name ?? say('totp.text') }
    },
    enrolment: anyEnrolment(totpEnrolment(parts)),
  }
}

function codeOf(parts: MethodParts): TypedCode {
  return {
    ...{ ...own, field: 'otp' },
    parse(text) {
      const value = parseOtp(text, DIGITS)
      return value === undefined ? { kind: 'refused', reason: 'malformed' } : { kind: 'ok', value }
    },
    judge: (code, handles) => judge(handles, { code, now: parts.clock() }),
    /** A step is good once: of two that send its code at once one raises the counter. */
    spend:
      ({ handle, step = 0 }) =>
      tx =>
        handlesStore(tx, parts).raise(handle.id, step),
  }
}

/** Of the account's apps the one whose code this is, and of which time step. */
function judge(handles: Handle[], given: { code: string; now: Date }): Judged {
  const matches = handles.flatMap(handle => {
    const step = matchingStep(handle.value, given)
    return step === undefined ? [] : [{ handle, step }]
  })
  return matches.find(({ handle, step }) => step > handle.counter) ?? (matches.length > 0 ? 'used' : undefined)
}
