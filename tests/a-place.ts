import { systemRandom } from '@motcua/kit/random.ts'

/** An address that nobody else comes from. */
export function aPlace(): string {
  return `10.${[...systemRandom(3)].join('.')}`
}
