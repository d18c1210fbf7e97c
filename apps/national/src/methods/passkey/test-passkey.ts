import { randomUUID } from 'node:crypto'
import type { Submission } from '@motcua/sign-in/flow/flow.ts'
import { type Handle, handlesStore } from '../../accounts/handles-store.ts'
import type { Enrolling } from '../../steps/method.ts'
import { aVisitor, ORIGIN, type TestNational } from '../../test-national.ts'
import { challenged, type EnrollingPasskey } from './challenge.ts'
import { passkeyEnrolment } from './enrolment.ts'
import { creationOptions, requestOptions } from './options.ts'
import { type TestAuthenticator, type Twist, testAuthenticator } from './test-authenticator.ts'

export const LOGIN_NAME = '030190123456'

/** What a form of a flow submits. */
export function submitted(fields: Record<string, string>, visitor = aVisitor()): Submission {
  return { flowId: randomUUID(), version: 1, step: 'prove', fields, visitor }
}

/** Somebody who adds a passkey. */
export function enrolling(accountId: string, fields: Record<string, string> = {}, handles: Handle[] = []): Enrolling {
  const person = { loginName: LOGIN_NAME, fullName: 'Nguyễn Thị Thử' }
  return { purpose: 'add-method', accountId, handles, person, submission: submitted(fields), knownBrowser: undefined }
}

/** What the page would ask the browser to make. */
export function askedToMake({ parts }: TestNational, pending: EnrollingPasskey) {
  return creationOptions({ pending, site: parts.site, now: parts.clock() })
}

/** What the page would ask the browser for; `pending` is what a flow's state keeps of it. */
export function askedFor({ parts }: TestNational, pending: unknown) {
  return requestOptions({ pending: challenged.parse(pending), site: parts.site, now: parts.clock() })
}

type Giving = { accountId: string; device?: TestAuthenticator; twist?: Twist; name?: string }

/** Gives an account a passkey on this device, as the flow does that adds methods. */
export async function givePasskey(national: TestNational, giving: Giving) {
  const { accountId, device = testAuthenticator(ORIGIN), twist = {}, name = '' } = giving
  const { parts, db } = national
  const handles = handlesStore(db, parts)
  const enrolment = passkeyEnrolment(parts)
  const had = await handles.list(accountId, 'passkey')
  const begun = await enrolment.begin(enrolling(accountId, {}, had))
  if (begun.kind !== 'asked') throw new Error(JSON.stringify(begun))
  const passkey = device.create(askedToMake(national, begun.pending), twist)
  const answer = await enrolment.answer(enrolling(accountId, { passkey, name }, had), begun.pending)
  if (answer.kind !== 'enrolled') throw new Error(JSON.stringify(answer))
  const known = { accountId, method: 'passkey', identifies: true, createdAt: parts.clock() }
  const added = await handles.add(parts.random, { ...answer.handle, ...known })
  if (added.kind !== 'added') throw new Error(added.kind)
  const handle = await handles.find(accountId, added.id)
  if (!handle) throw new Error('the passkey is gone')
  return { device, handle }
}
