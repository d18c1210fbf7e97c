import type { IdentityProviderId } from '@motcua/contracts/identity-providers.ts'
import { button, form } from '@motcua/ui/form.ts'
import { type Html, html } from '@motcua/ui/html.ts'
import { notice } from '@motcua/ui/notice.ts'
import { page } from '@motcua/ui/page.ts'
import { heading } from '@motcua/ui/parts.ts'
import { sayIn } from '@motcua/ui/words.ts'
import { type FlowPage, flowFields, wrongs } from '../../steps/flow-page.ts'
import type { Journey } from '../../web.ts'
import { gateAside } from '../sign-in/gate-aside.ts'
import { messages as signInMessages } from '../sign-in/messages.ts'
import { purposeOf } from '../sign-in/purpose.ts'
import { signInTabs } from '../sign-in/sign-in-tabs.ts'
import { messages } from './messages.ts'
import { providerName } from './names.ts'

export type BeginPage = FlowPage<{ step: string }> & {
  id: IdentityProviderId
  address: string
  journey: Pick<Journey, 'towards' | 'procedure'>
  vneid: 'on' | 'off'
  goTo: string | undefined
  /** Back without having been identified, and why. */
  because?: 'cancelled' | 'unavailable' | undefined
}

/** *Đăng nhập* with an identity provider: where one is sent, and what it will tell. */
export function beginPage(model: BeginPage): string {
  const { frame, id, goTo } = model
  const { language } = frame
  const say = sayIn(language, messages)
  const wrong = wrongs(language, model)
  const provider = providerName(id, language)
  const title = sayIn(language, signInMessages)('sign-in.title')
  const register = `/dang-ky${goTo === undefined ? '' : `?ve=${encodeURIComponent(goTo)}`}`
  const main = html`${purposeOf(language, model.journey)}${heading(title)}
    ${signInTabs(language, { current: id, goTo, vneid: model.vneid })}${wrong.summary}${backFrom(model, provider)}
    <p>${say('begin.lead', { site: say(`provider.site-${id}`) })}</p>
    ${form(language, {
      action: model.action,
      content: [flowFields(model), button({ label: say('begin.go', { provider }), icon: 'external-link', wide: true })],
    })}
    <p class="hint">${say(`begin.receives-${id}`)}</p><p>${say('begin.first-time')}</p>
    <hr><p>${say('begin.other-way', { provider })} <a href="${register}"><strong>${say('begin.register')}</strong></a></p>`
  const aside = gateAside(language, model.address)
  return page(frame, { title, main, aside, width: 'gate', errors: wrong.count })
}

function backFrom({ frame, because, errors }: BeginPage, provider: string): Html | undefined {
  if (because === undefined || errors.form !== undefined) return undefined
  const say = sayIn(frame.language, messages)
  return notice(frame.language, {
    kind: because === 'cancelled' ? 'info' : 'warning',
    title: say(`again.${because}-title`, { provider }),
    text: say(`again.${because}-text`),
    live: true,
  })
}
