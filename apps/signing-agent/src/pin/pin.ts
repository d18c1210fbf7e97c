/**
 * Takes the PIN out of a request's body for one use and fills it with zeros afterwards, whatever happened. What
 * JavaScript cannot clear are the copies on the way: the text that JSON was parsed into, the browser's field, pipes to
 * a library's process. They are not kept anywhere, and go when their memory is used anew.
 */
export async function withPin<Result>(
  typed: string | undefined,
  use: (pin: Buffer | undefined) => Promise<Result>,
): Promise<Result> {
  const pin = typed === undefined ? undefined : Buffer.from(typed, 'utf8')
  try {
    return await use(pin)
  } finally {
    pin?.fill(0)
  }
}
