import type { FastifyInstance, LightMyRequestResponse } from 'fastify'

export const SITE = 'http://tinh.example'

/** A browser on a portal under test: keeps its cookies, sends forms as the page has them, follows nothing by itself. */
export function aBrowser(server: FastifyInstance, address = '10.0.0.1') {
  const cookies = new Map<string, string>()

  function remember(response: LightMyRequestResponse): LightMyRequestResponse {
    for (const { name, value } of response.cookies) value === '' ? cookies.delete(name) : cookies.set(name, value)
    return response
  }

  const from = { host: 'tinh.example', 'x-forwarded-for': address }
  const headers = () => ({ ...from, cookie: [...cookies].map(one => one.join('=')).join('; ') })

  return {
    cookies,
    async get(url: string) {
      return remember(await server.inject({ url, headers: headers() }))
    },
    async post(url: string, fields: Record<string, string>) {
      const payload = new URLSearchParams(fields).toString()
      const type = 'application/x-www-form-urlencoded'
      const sent = { ...headers(), origin: SITE, 'content-type': type }
      return remember(await server.inject({ method: 'POST', url, payload, headers: sent }))
    },
    /** Sends the page's form (the one to this address, else its only one) with its hidden fields and these. */
    async submit(page: LightMyRequestResponse, fields: Record<string, string>, action?: string) {
      const form = formsOf(page.body).find(one => action === undefined || one.action.startsWith(action))
      if (!form) throw new Error(`no form to ${action} on the page`)
      return this.post(form.action, { ...form.hidden, ...fields })
    },
  }
}

export type Browser = ReturnType<typeof aBrowser>

function formsOf(body: string): { action: string; hidden: Record<string, string> }[] {
  return [...body.matchAll(/<form ([^>]*)>(.*?)<\/form>/gs)]
    .filter(([, attributes = '']) => !attributes.includes('role="search"'))
    .map(([, attributes = '', content = '']) => ({
      action: /action="([^"]*)"/.exec(attributes)?.[1] ?? '',
      hidden: Object.fromEntries(
        [...content.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)">/g)].map(([, name, value]) => [
          String(name),
          unescaped(String(value)),
        ]),
      ),
    }))
}

export function unescaped(text: string): string {
  const signs: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" }
  return text.replace(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => signs[name] ?? '')
}
