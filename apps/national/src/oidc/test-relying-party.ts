import type { FastifyInstance } from 'fastify'
import * as client from 'openid-client'
import { type Answer, type Browser, locationOf, ORIGIN } from '../test-portal.ts'
import type { RelyingParty } from './relying-parties.ts'

/** A relying party with a certified client library, whose back channel is the server in this process. */
export async function testRelyingParty(server: FastifyInstance, party: RelyingParty) {
  const fetchHere: client.CustomFetch = async (url, { method, headers, body }) => {
    const answer = await server.inject({
      ...{ method: method as 'GET' | 'POST', url: url.slice(ORIGIN.length), remoteAddress: '192.0.2.200' },
      headers: { host: new URL(ORIGIN).host, ...headers },
      ...(body === undefined || body === null ? {} : { payload: String(body) }),
    })
    return new Response(answer.body === '' ? null : answer.body, {
      status: answer.statusCode,
      headers: Object.entries(answer.headers).map(([name, value]): [string, string] => [name, String(value)]),
    })
  }
  const config = await client.discovery(
    ...([new URL(ORIGIN), party.clientId, undefined, client.ClientSecretBasic(party.clientSecret)] as const),
    { execute: [client.allowInsecureRequests], [client.customFetch]: fetchHere },
  )
  const [redirectUri = ''] = party.redirectUris

  return {
    ...{ config, redirectUri, fetchHere },
    /** A request for sign-in: where the browser is sent, and what is kept to check the answer. */
    async begin(changes: Record<string, string> = {}) {
      const checks = {
        pkceCodeVerifier: client.randomPKCECodeVerifier(),
        expectedState: client.randomState(),
        expectedNonce: client.randomNonce(),
      }
      const address = client.buildAuthorizationUrl(config, {
        ...{ redirect_uri: redirectUri, scope: 'openid', state: checks.expectedState, nonce: checks.expectedNonce },
        code_challenge: await client.calculatePKCECodeChallenge(checks.pkceCodeVerifier),
        code_challenge_method: 'S256',
        ...changes,
      })
      return { address: address.href.slice(ORIGIN.length), checks }
    },
    /** Exchanges the code that came back; the library checks state, nonce, signature, issuer and audience. */
    tokens: (back: Answer, checks: client.AuthorizationCodeGrantChecks) =>
      client.authorizationCodeGrant(config, new URL(locationOf(back) ?? ''), checks),
    async userinfo(accessToken: string, subject: string) {
      return client.fetchUserInfo(config, accessToken, subject)
    },
  }
}

export type TestRelyingParty = Awaited<ReturnType<typeof testRelyingParty>>

/** Goes through sign-on with somebody signed in, agreeing where they are asked; the answer at the relying party. */
export async function signOn(rp: TestRelyingParty, by: Browser, changes: Record<string, string> = {}) {
  const { address, checks } = await rp.begin(changes)
  let answer = await by.follow(await by.get(address))
  if (answer.statusCode === 200) answer = await by.follow(await by.submit(answer, { decision: 'allow' }))
  return { answer, checks }
}
