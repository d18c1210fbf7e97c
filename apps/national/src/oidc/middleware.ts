import type { Session } from '@motcua/sign-in/session/sessions.ts'
import type Provider from 'oidc-provider'
import type { KoaContextWithOIDC } from 'oidc-provider'

export type SigningOut = {
  log: (error: unknown) => void
  session: (cookieHeader: string | undefined) => Promise<Session | undefined>
  end: (session: Session) => Promise<void>
  /** The page that asks whether to sign out. */
  ask: (ctx: KoaContextWithOIDC, question: { action: string; xsrf: string }) => string
}

/** What the portal adds around the provider's own answers. */
export function surround(provider: Provider, signingOut: SigningOut): void {
  const confirmed = new WeakSet<KoaContextWithOIDC>()
  provider.on('end_session.success', ctx => {
    // Also told when the person chose to stay.
    if (ctx.oidc.params?.logout) confirmed.add(ctx)
  })
  provider.use(async (context, next) => {
    const ctx = context as unknown as KoaContextWithOIDC
    await next()
    if (confirmed.has(ctx)) await endHere(ctx, signingOut)
    if (ctx.oidc?.route === 'end_session' && ctx.status === 200) await askFirst(ctx, signingOut)
    if (ctx.oidc?.client && ctx.status === 200 && ctx.type === 'text/html') allowForms(ctx, ctx.oidc.client)
  })
}

async function endHere(ctx: KoaContextWithOIDC, { session, end, log }: SigningOut): Promise<void> {
  try {
    const here = await session(ctx.req.headers.cookie)
    if (here) await end(here)
  } catch (error) {
    log(error)
  }
}

/** Without a session of its own the provider signs out unasked, so any site could end the session here. */
async function askFirst(ctx: KoaContextWithOIDC, { session, ask }: SigningOut): Promise<void> {
  const xsrf = (ctx.oidc.session?.state as { secret?: string } | undefined)?.secret
  if (xsrf === undefined || !(await session(ctx.req.headers.cookie))) return
  ctx.body = ask(ctx, { action: ctx.oidc.urlFor('end_session_confirm'), xsrf })
}

type Client = NonNullable<KoaContextWithOIDC['oidc']['client']>

/** Chromium wants every origin named at which a form's way ends: after a logout, or a code that is posted. */
function allowForms(ctx: KoaContextWithOIDC, { redirectUris = [], postLogoutRedirectUris = [] }: Client): void {
  const origins = new Set([...redirectUris, ...postLogoutRedirectUris].map(uri => new URL(uri).origin))
  const policy = ctx.response.get('content-security-policy')
  ctx.set('content-security-policy', policy.replace("form-action 'self'", ["form-action 'self'", ...origins].join(' ')))
}
