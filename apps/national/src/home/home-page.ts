import { button } from '@motcua/ui/form.ts'
import type { Frame } from '@motcua/ui/frame.ts'
import { hero } from '@motcua/ui/hero.ts'
import { html } from '@motcua/ui/html.ts'
import { page } from '@motcua/ui/page.ts'
import { assurances, searchBox, section } from '@motcua/ui/parts.ts'
import { choiceTiles } from '@motcua/ui/tiles.ts'
import { type Language, plain, sayIn } from '@motcua/ui/words.ts'
import { messages } from './messages.ts'

const find = (words: string) => `/thu-tuc?q=${encodeURIComponent(words)}`

const topics = [
  { key: 'birth', icon: 'baby', words: 'khai sinh' },
  { key: 'family', icon: 'heart-handshake', words: 'kết hôn' },
  { key: 'copies', icon: 'id-card', words: 'chứng thực' },
  { key: 'vehicle', icon: 'car', words: 'giấy phép lái xe' },
  { key: 'land', icon: 'house', words: 'đất' },
  { key: 'welfare', icon: 'umbrella', words: 'trợ cấp' },
  { key: 'study', icon: 'graduation-cap', words: 'học' },
  { key: 'business', icon: 'store', words: 'kinh doanh' },
] as const

/** The portal's front door: search, sign in, and what people most often come for. */
export function homePage(frame: Frame): string {
  const say = sayIn(frame.language, messages)
  const main = html`${front(frame)}
    ${section({
      title: say('home.what'),
      more: html`<a href="/thu-tuc">${say('home.all')}</a>`,
      content: choiceTiles({
        look: 'topics',
        tiles: topics.map(topic => ({
          href: find(topic.words),
          icon: topic.icon,
          title: say(`home.topic-${topic.key}`),
          text: say(`home.topic-${topic.key}-text`),
        })),
      }),
    })}
    ${section({ title: say('home.calm'), look: 'surface', content: calm(frame.language) })}`
  return page(frame, { title: say('home.title'), main, width: 'full' })
}

function front(frame: Frame) {
  const { language } = frame
  const say = sayIn(language, messages)
  const text = plain(language, messages)
  return hero({
    title: say('home.title'),
    lead: say('home.lead'),
    search: searchBox(language, {
      action: '/thu-tuc',
      name: 'q',
      label: say('home.search'),
      placeholder: text('home.search-placeholder'),
      button: say('home.search-submit'),
    }),
    suggestions: {
      label: say('home.often'),
      links: [
        { href: find('khai sinh'), label: say('home.often-birth') },
        { href: find('bản sao'), label: say('home.often-copy') },
        { href: find('kết hôn'), label: say('home.often-marriage') },
      ],
    },
    door: frame.account ? doorOfKnown(language, frame.account.name) : doorOfNew(language),
  })
}

function doorOfNew(language: Language) {
  const say = sayIn(language, messages)
  const actions = html`${button({ label: say('home.register'), href: '/dang-ky', look: 'gold' })}
    ${button({ label: say('home.sign-in'), href: '/dang-nhap', look: 'secondary' })}`
  return { title: say('home.door'), actions, text: say('home.need') }
}

function doorOfKnown(language: Language, name: string) {
  const say = sayIn(language, messages)
  const actions = html`${button({ label: say('home.procedures'), href: '/thu-tuc', look: 'gold' })}
    ${button({ label: say('home.identity'), href: '/tai-khoan', look: 'secondary' })}`
  return { title: say('home.welcome', { name }), actions }
}

function calm(language: Language) {
  const say = sayIn(language, messages)
  return assurances([
    { icon: 'shield-check', title: say('home.calm-verified'), text: say('home.calm-verified-text') },
    { icon: 'message-square-text', title: say('home.calm-otp'), text: say('home.calm-otp-text') },
    { icon: 'lock', title: say('home.calm-consent'), text: say('home.calm-consent-text') },
  ])
}
