import { timingSafeEqual } from 'node:crypto'
import { signInTables } from '@motcua/sign-in/tables.ts'
import { plain } from '@motcua/ui/words.ts'
import { handlesStore } from '../../accounts/handles-store.ts'
import { parseRecoveryCode, RECOVERY_CODE } from '../../accounts/recovery-codes.ts'
import type { Method } from '../../steps/method.ts'
import { type TypedCode, typedCode, type Waiting } from '../../steps/typed-code.ts'
import type { MethodParts } from '../parts.ts'
import { codePage } from './code-page.ts'
import { messages } from './messages.ts'

/** A one-time code like the app's, only printed: RFC 8176 `otp`; a look-up secret in NIST SP 800-63B-4 §3.1.2. */
const own = { id: RECOVERY_CODE, references: ['otp'], strength: 'factor' } satisfies Partial<Method>

/** One of the codes that the account got when it first had a device to lose. Each proves once and is gone. */
export function recoveryCodeMethod(parts: MethodParts): Method<Waiting> {
  return {
    ...{ ...own, identifies: 'nobody', offered: 'all', page: codePage },
    ...typedCode(parts, codeOf(parts)),
    line(handles, language) {
      const say = plain(language, messages)
      const text =
        handles.length === 0 ? say('recovery-code.text') : say('recovery-code.left', { left: handles.length })
      return { icon: 'file-text', title: say('recovery-code.title'), text }
    },
  }
}

function codeOf(parts: MethodParts): TypedCode {
  return {
    ...{ ...own, field: 'code', parse: parseRecoveryCode },
    judge(code, handles) {
      const [handle] = handles.filter(({ value }) => equal(value, code))
      return handle && { handle }
    },
    /** The code goes with what it proved: of two that use it at once one does. */
    spend:
      ({ handle }, { purpose, submission }) =>
      async tx => {
        const { id, accountId } = handle
        if (!(await handlesStore(tx, parts).remove(accountId, id))) return false
        const details = { purpose, place: submission.visitor.place }
        await parts.audit(signInTables(tx), { event: 'recovery-code-used', accountId, details })
        return true
      },
  }
}

function equal(one: string, other: string): boolean {
  return one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other))
}
