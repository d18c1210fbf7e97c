/** Names and addresses of this machine, as they stand in addresses. */
const LOOPBACK = /^(localhost\.?|127(\.\d+){3}|\[?::1\]?|\[?::ffff:(127\.|7f).*)$/i

/** Whether a host is this machine: the lab listens nowhere else, and nothing of the outside world does. */
export function isLoopback(host: string): boolean {
  return LOOPBACK.test(host)
}
