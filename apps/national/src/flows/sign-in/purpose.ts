import type { Html } from '@motcua/ui/html.ts'
import { purpose } from '@motcua/ui/notice.ts'
import { type Language, sayIn } from '@motcua/ui/words.ts'
import type { Journey } from '../../web.ts'
import { messages } from './messages.ts'

/** What one came for stays in sight. */
export function purposeOf(
  language: Language,
  { towards: portal, procedure }: Pick<Journey, 'towards' | 'procedure'>,
): Html | undefined {
  const say = sayIn(language, messages)
  if (portal === undefined) return undefined
  return purpose(
    procedure === undefined ? say('sign-in.towards', { portal }) : say('sign-in.submit-at', { portal, procedure }),
  )
}
