import { databaseUnreachable } from '@motcua/kit/db.ts'
import { errors } from 'oidc-provider'

/** Does work on the database; while that cannot be reached, the protocol's own word for it is said (RFC 6749 §4.1.2.1). */
export async function whileReachable<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (!databaseUnreachable(error)) throw error
    throw Object.assign(new errors.TemporarilyUnavailable('the portal cannot answer now'), { statusCode: 503 })
  }
}
