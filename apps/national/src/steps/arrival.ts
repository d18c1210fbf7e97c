import { ARRIVED_PATH } from '@motcua/sign-in/web/flow-routes.ts'
import type { ProvePage } from './method.ts'

/** Where a waiting page's script asks whether the reply has come from elsewhere. */
export function arrivalOf({ action }: Pick<ProvePage, 'action'>): string {
  return `${action}${ARRIVED_PATH}`
}
