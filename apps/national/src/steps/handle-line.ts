import { type Language, plain } from '@motcua/ui/words.ts'
import type { Handle } from '../accounts/handles-store.ts'
import { messages } from './messages.ts'
import type { Method, MethodLine } from './method.ts'

/** Who vouches for somebody elsewhere; such handles identify and prove nothing here. */
const providers = { vnpost: 'mail', vneid: 'shield-check' } as const

/** A handle as a line in a list, whatever it is; undefined for one that nothing here knows any more. */
export function handleLine(methods: Method[], handle: Handle, language: Language): MethodLine | undefined {
  const method = methods.find(({ id }) => id === handle.method)
  if (method) return method.line([handle], language)
  if (!isProvider(handle.method)) return undefined
  const say = plain(language, messages)
  return { icon: providers[handle.method], title: say(`handle.${handle.method}`), text: say('handle.linked') }
}

function isProvider(id: string): id is keyof typeof providers {
  return id in providers
}
