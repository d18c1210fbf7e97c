import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { IdentityProviderId } from '@motcua/contracts/identity-providers.ts'
import type { PendingSignIn } from '../../apps/national/src/upstream/identity-provider.ts'
import {
  type IdentityProviderOptions,
  identityProviderHttp,
} from '../../apps/national/src/upstream/identity-provider-http.ts'
import { formsOf, type Page } from '../journeys/page.ts'
import { aVisitor } from '../journeys/visitor.ts'
import { labDesk } from '../lab-desk.ts'
import { providerClients, type RunningLab, runLab, silent } from './lab.ts'

export type Login = { username: string; password: string }
/** What the portal kept, and what came back to it. */
export type Return = { pending: PendingSignIn; parameters: Record<string, string> }

const PATHS = { vnpost: '/dang-nhap/buu-dien/ve', vneid: '/dang-nhap/vneid/ve' }
const NAMES = { vnpost: 'Tên đăng nhập', vneid: 'Số định danh cá nhân' }

/** The lab with its identity providers, and somebody who answers where the portal would. */
export async function outside() {
  const portal = createServer((_request, response) => response.end('<main>Đã về</main>')).listen(0, '127.0.0.1')
  await new Promise(resolve => portal.once('listening', resolve))
  const home = `http://127.0.0.1:${(portal.address() as AddressInfo).port}`
  const client = (id: IdentityProviderId) => ({ ...providerClients[id], redirectUris: [home + PATHS[id]] })
  const lab = await runLab({ vnpost: client('vnpost'), vneid: client('vneid') })
  return {
    ...{ lab, home },
    provider(id: IdentityProviderId, changes: Partial<IdentityProviderOptions> = {}) {
      const { id: clientId, secret } = providerClients[id]
      const at = { issuer: `http://localhost:${lab.port}/${id}`, redirectUri: home + PATHS[id] }
      return identityProviderHttp({ id, ...at, clientId, clientSecret: secret, log: silent, ...changes })
    },
    async stop() {
      await lab.stop()
      await new Promise(resolve => portal.close(resolve))
    },
  }
}

type Outside = Awaited<ReturnType<typeof outside>>

export function signingIn({ lab, provider, home }: Pick<Outside, 'lab' | 'provider' | 'home'>, id: IdentityProviderId) {
  const desk = labDesk(lab.url)
  const visitor = aVisitor()

  async function begin(state = 'a state nobody guesses') {
    const begun = await provider(id).begin(state)
    if (begun.kind !== 'begun') throw new Error('the provider did not begin')
    return { ...begun, page: await visitor.open(begun.url) }
  }

  function typePassword(page: Page, { username, password }: Login, button = 'Đăng nhập'): Promise<Page> {
    return visitor.submit(page, button, { [NAMES[id]]: username, 'Mật khẩu': password })
  }

  async function typeCode(page: Page, phone: string): Promise<Page> {
    return visitor.submit(page, 'Xác nhận', { 'Nhập mã OTP': await desk.readSms(phone) })
  }

  return {
    ...{ visitor, begin, typePassword, typeCode, desk },
    /** All the way, with a code where one is asked for. */
    async through(login: Login, phone: string): Promise<Return> {
      const { pending, page } = await begin()
      const next = await typePassword(page, login)
      const last = next.url.href.startsWith(home) ? next : await typeCode(next, phone)
      return { pending, parameters: comesBack(last, home) }
    },
  }
}

/** What stands in the address that the visitor was sent back to. */
export function comesBack(page: Page, home: string): Record<string, string> {
  if (!page.url.href.startsWith(home)) {
    throw new Error(`still at ${page.url} (${page.status}, ${formsOf(page).length} forms)`)
  }
  return Object.fromEntries(page.url.searchParams)
}

export type { RunningLab }
