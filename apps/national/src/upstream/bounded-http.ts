/** What became of one call: the status and, where it is JSON of a bearable size, what it says. */
export type HttpAnswer = { status: number; json: unknown }

const MOST_BYTES = 64 * 1024

/** Sends one POST and reads the answer. Redirects are errors: the address is the administrator's word. */
export async function post(url: string, init: { headers: Record<string, string>; body: string; signal: AbortSignal }) {
  const response = await fetch(url, { ...init, method: 'POST', redirect: 'error' })
  return { status: response.status, json: parsed(await bodyOf(response)) } satisfies HttpAnswer
}

/** `fetch` for libraries that read answers themselves: an answer too large to be honest reaches them empty. */
export async function boundedFetch(url: string, init: RequestInit): Promise<Response> {
  const response = await fetch(url, init)
  const { status, headers } = response
  return new Response((await bodyOf(response)) || null, { status, headers })
}

/** The body as text, or undefined when it is longer than any honest answer. */
async function bodyOf(response: Response): Promise<string | undefined> {
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of response.body ?? []) {
    length += chunk.byteLength
    if (length > MOST_BYTES) return undefined
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

function parsed(body: string | undefined): unknown {
  try {
    return body === undefined ? undefined : JSON.parse(body)
  } catch {
    return undefined
  }
}

/** Whether a failed call never got an answer (refused, reset, closed), rather than ran out of time. */
export function isConnectionError(error: unknown): boolean {
  return error instanceof TypeError
}
