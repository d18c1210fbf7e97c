import type { Session } from '@motcua/sign-in/session/sessions.ts'

/** What a relying party asked, and when (seconds since 1970). */
export type Asked = { params: Record<string, unknown>; iat?: number | undefined }

/**
 * Whether this session was begun too long ago for what the relying party asks (OIDC Core §3.1.2.1): `prompt=login`
 * wants a sign-in after the request, `max_age` one at most so many seconds before it.
 */
export function mustSignInAgain(
  { params, iat }: Asked,
  { authenticatedAt }: Pick<Session, 'authenticatedAt'>,
): boolean {
  if (iat === undefined) return false
  const { prompt, max_age: maxAge } = params
  const prompted = String(prompt ?? '')
    .split(' ')
    .includes('login')
  if (!prompted && maxAge === undefined) return false
  const oldest = prompted ? iat : iat - Number(maxAge)
  return Math.ceil(authenticatedAt.getTime() / 1000) < oldest
}
