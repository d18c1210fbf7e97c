import { button } from '@motcua/ui/form.ts'
import type { Frame } from '@motcua/ui/frame.ts'
import { hero } from '@motcua/ui/hero.ts'
import { type Html, html } from '@motcua/ui/html.ts'
import { page } from '@motcua/ui/page.ts'
import { searchBox, section } from '@motcua/ui/parts.ts'
import { numberedSteps } from '@motcua/ui/stepper.ts'
import { type Language, plain, sayIn } from '@motcua/ui/words.ts'
import { nationalWay } from '../sign-in/sign-in-page.ts'
import { messages } from './messages.ts'

/** The portal's first page: a search for procedures and the ways in. */
export function homePage(frame: Frame, fullName: string): string {
  const { language } = frame
  const say = sayIn(language, messages)
  const text = plain(language, messages)
  const suggested = (['home.birth', 'home.marriage', 'home.record'] as const).map(key => text(key))
  const top = hero({
    title: fullName,
    lead: say('home.lead'),
    search: searchBox(language, {
      ...{ action: '/thu-tuc', label: say('home.search'), placeholder: text('home.search-placeholder') },
    }),
    suggestions: {
      label: say('home.try'),
      links: suggested.map(label => ({ href: `/thu-tuc?q=${encodeURIComponent(label)}`, label })),
    },
    door: door(frame),
  })
  const how = section({
    title: say('home.how'),
    content: numberedSteps([say('home.how-1'), say('home.how-2'), say('home.how-3')]),
    look: 'surface',
  })
  return page(frame, { title: fullName, main: html`${top}${how}`, width: 'full' })
}

function door({ language, account }: Frame): { title: Html; actions: Html; text?: Html } {
  const say = sayIn(language, messages)
  if (account) return { title: say('home.door-known', { name: account.name }), actions: waysOn(language) }
  const national = button({ label: say('home.national'), href: nationalWay(undefined), look: 'gold' })
  const local = button({ label: say('home.local'), href: '/dang-nhap', look: 'secondary' })
  return { title: say('home.door'), actions: html`${national}${local}`, text: say('home.door-text') }
}

function waysOn(language: Language): Html {
  const say = sayIn(language, messages)
  return html`${button({ label: say('home.choose'), href: '/thu-tuc', look: 'gold' })}
    ${button({ label: say('home.account'), href: '/tai-khoan', look: 'secondary' })}`
}
