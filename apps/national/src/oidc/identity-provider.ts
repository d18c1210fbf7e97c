import type { Session } from '@motcua/sign-in/session/sessions.ts'
import { signInTables } from '@motcua/sign-in/tables.ts'
import type { Visitors } from '@motcua/sign-in/web/visitors.ts'
import type { Frame } from '@motcua/ui/frame.ts'
import type { Language } from '@motcua/ui/words.ts'
import type Provider from 'oidc-provider'
import type { KoaContextWithOIDC } from 'oidc-provider'
import type { Config } from '../config.ts'
import type { Parts } from '../parts.ts'
import { endSession } from '../session/end-sessions.ts'
import { surround } from './middleware.ts'
import { signedOutPage, signOutPage, ssoErrorPage } from './pages.ts'
import { oidcProvider } from './provider.ts'

export type IdentityProviderParts = {
  config: Config
  parts: Parts
  visitors: Visitors
  frame: (at: { language: Language; path: string }) => Frame
}

/** The provider as this portal runs it: its sessions, its pages, and the end of a session from a relying party. */
export function identityProvider({ config, parts, visitors, frame }: IdentityProviderParts): Provider {
  if (!config.keys.oidc) throw new Error('the key ring has no oidc signing keys')
  const frameOf = (ctx: KoaContextWithOIDC) => {
    const cookies = ctx.req.headers.cookie ?? ''
    const language = cookies.includes(`${config.deployment}-language=en`) ? 'en' : 'vi'
    return frame({ language, path: '/' })
  }
  const provider = oidcProvider({
    ...{ parts, deployment: config.deployment, relyingParties: config.relyingParties },
    issuer: config.publicUrl,
    keys: { signing: config.keys.oidc.keys, cookies: config.keys.otp },
    portalSessionId: async header => (await visitors.sessionOfHeader(header))?.id,
    pages: {
      error: (ctx, code) => ssoErrorPage(frameOf(ctx), code),
      signOut: (ctx, form) => signOutPage(frameOf(ctx), hiddenOf(form)),
      signedOut: ctx => signedOutPage(frameOf(ctx)),
    },
  })
  surround(provider, {
    log: error => parts.log.error({ err: error }, 'session not ended after a logout by a relying party'),
    session: header => visitors.sessionOfHeader(header),
    end: session => signOutHere(parts, session),
    ask: (ctx, question) => signOutPage(frameOf(ctx), question),
  })
  provider.on('server_error', (_ctx, error) => parts.log.error({ err: error }, 'identity provider failed'))
  return provider
}

/** The provider hands over a ready form; the page needs its two facts, to be said in the portal's own words. */
function hiddenOf(form: string): { action: string; xsrf: string } {
  const action = /action="([^"]*)"/.exec(form)?.[1]
  const xsrf = /name="xsrf" value="([^"]*)"/.exec(form)?.[1]
  if (action === undefined || xsrf === undefined) throw new Error('the provider’s logout form has another shape')
  return { action, xsrf }
}

async function signOutHere(parts: Parts, { id, accountId }: Session): Promise<void> {
  await parts.db.transaction().execute(async tx => {
    await endSession(parts, tx, { id, reason: 'signed-out-by-relying-party' })
    await parts.audit(signInTables(tx), { event: 'signed-out', accountId, sessionId: id })
  })
}
