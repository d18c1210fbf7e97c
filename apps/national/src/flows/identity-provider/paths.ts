import type { IdentityProviderId } from '@motcua/contracts/identity-providers.ts'

const paths = { vnpost: '/dang-nhap/buu-dien', vneid: '/dang-nhap/vneid' } as const

/** Where signing in or registering with a provider begins. */
export function beginPath(id: IdentityProviderId): string {
  return paths[id]
}

/** Where the provider sends people back to; it is registered there. */
export function callbackPath(id: IdentityProviderId): string {
  return `${paths[id]}/ve`
}
