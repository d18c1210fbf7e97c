import { decodeJwt, decodeProtectedHeader, type JWTPayload, SignJWT } from 'jose'
import type Provider from 'oidc-provider'
import type { KoaContextWithOIDC } from 'oidc-provider'
import type { ProviderAccount } from '../cast.ts'
import { type SigningKey, signingKey } from './signing-key.ts'

export type MischiefParts = { own: SigningKey; mischiefOf: (subject: string) => ProviderAccount['mischief'] }

/** What the provider gets wrong for some personas: the id token it gives is not the one it should give. */
export function misbehave(provider: Provider, { own, mischiefOf }: MischiefParts): void {
  const foreign = signingKey()
  provider.use(async (context, next) => {
    const ctx = context as unknown as KoaContextWithOIDC
    await next()
    const answer = ctx.oidc?.route === 'token' ? (ctx.body as { id_token?: string } | undefined) : undefined
    if (answer?.id_token === undefined) return
    const claims = decodeJwt(answer.id_token)
    const sign = (payload: JWTPayload, key: SigningKey) => signedAnew(answer.id_token ?? '', payload, key)
    switch (mischiefOf(String(claims.sub))) {
      case 'wrong-key':
        answer.id_token = await sign(claims, foreign)
        break
      case 'wrong-nonce':
        answer.id_token = await sign({ ...claims, nonce: 'of another request' }, own)
        break
    }
  })
}

/** The header stays, key id included: only whoever checks the signature sees that the key is another. */
function signedAnew(token: string, claims: JWTPayload, key: SigningKey): Promise<string> {
  const { kid } = decodeProtectedHeader(token)
  return new SignJWT(claims)
    .setProtectedHeader({ alg: 'ES256', ...(kid !== undefined && { kid }) })
    .sign(key.privateKey)
}
