import type { Frame } from '@motcua/ui/frame.ts'
import { type Language, plain, type Say, sayIn } from '@motcua/ui/words.ts'
import { messages } from './messages.ts'

export type Words = Say<keyof typeof messages.vi>

/** Who looks at which page. */
export type At = { language: Language; path: string }

export function wordsIn(language: Language): Words {
  return sayIn(language, messages)
}

/** The lab's surroundings: violet, and a strip that says that nothing here is real. */
export function labFrame({ language, path }: At): Frame {
  const say = plain(language, messages)
  return {
    language,
    path,
    portal: {
      kind: 'lab',
      name: say('lab.name'),
      tagline: say('lab.tagline'),
      shortTagline: say('lab.tagline.short'),
      homeUrl: '/',
    },
    menu: [
      { href: '/', label: say('menu.people') },
      { href: '/su-co', label: say('menu.faults') },
      { href: '/api', label: say('menu.api') },
    ],
    demonstration: true,
    hotline: '1800 1096',
  }
}
