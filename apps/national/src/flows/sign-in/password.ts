import { parseCitizenIdNumber } from '@motcua/identifiers/citizen-id.ts'
import { localDate } from '@motcua/identifiers/date.ts'
import type { Flow, Submission } from '@motcua/sign-in/flow/flow.ts'
import { formReader, localPath } from '@motcua/sign-in/form/form.ts'
import type { NationalTables } from '../../db/tables.ts'
import type { Parts } from '../../parts.ts'
import { askForMore } from './ask-for-more.ts'
import { checkNewPhoneOwner, giveNewPhone, giveNewPhoneCode, proveStrongly } from './lost-phone.ts'
import { chooseOther, prove, statesOf } from './second-factor.ts'
import { type SignInEnd, type SignInMove, type SignInState, signInEnd, signInState } from './state.ts'
import { tryPassword, whoseIs } from './try-password.ts'

const HOME = '/tai-khoan'

/** Sign-in by CMT/CCCD number, password and one more of the account's methods (RFC 8176 `pwd` and the method's own). */
export function signInByPassword(parts: Parts): Flow<SignInState, SignInEnd, NationalTables> {
  return {
    kind: 'sign-in-password',
    state: signInState(parts.methods),
    end: signInEnd,
    first: { step: 'password' },
    steps: {
      password: (_state, submission) => givePassword(parts, submission),
      prove: (at, submission) => prove(parts, { at, submission }),
      choose: (at, submission) => chooseOther(parts, { at, submission }),
      'prove-strongly': (at, submission) => proveStrongly(parts, { at, submission }),
      'new-phone': (at, submission) => giveNewPhone(parts, { at, submission }),
      'new-phone-code': (at, submission) => giveNewPhoneCode(parts, { at, submission }),
      'new-phone-owner': (at, submission) => checkNewPhoneOwner(parts, { at, submission }),
    },
  }
}

async function givePassword(parts: Parts, submission: Submission): Promise<SignInMove> {
  const { fields } = submission
  const form = formReader(fields)
  const loginName = form.read('username', 'id-number', text => parseCitizenIdNumber(text, localDate(parts.clock())))
  if ((fields.password ?? '') === '') form.refuse('password', { key: 'password.empty' })
  if (!form.isRight() || !loginName) return { kind: 'stay', errors: form.errors }
  const tried = await tryPassword(parts, { loginName, submission })
  if (tried.kind === 'stay') return tried
  const who = whoseIs(tried, { loginName, goTo: localPath(fields.ve) ?? HOME })
  return askForMore(parts, { checked: tried, submission, next: statesOf(who) })
}
