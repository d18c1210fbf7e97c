import type { FastifyRequest } from 'fastify'
import type { Session } from '../session/sessions.ts'
import type { Visitors } from './visitors.ts'

/** The accounts of a portal, as far as signing in looks at them. */
type Accounts<Account extends { status: string }> = { find(id: string): Promise<Account | undefined> }

/** Who sends a request. A session whose account is no longer active counts as none. */
export async function whoIsSignedIn<Account extends { status: string }>(
  request: FastifyRequest,
  { visitors, accounts }: { visitors: Visitors; accounts: Accounts<Account> },
): Promise<{ session: Session; account: Account } | undefined> {
  const session = await visitors.session(request)
  const account = session && (await accounts.find(session.accountId))
  return session && account?.status === 'active' ? { session, account } : undefined
}

/** Where to sign in and then come back to exactly here. */
export function signInAddress(request: Pick<FastifyRequest, 'url'>): string {
  return `/dang-nhap?ve=${encodeURIComponent(request.url)}`
}
