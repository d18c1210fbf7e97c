import { button, form } from '@motcua/ui/form.ts'
import { type Html, html } from '@motcua/ui/html.ts'
import { notice } from '@motcua/ui/notice.ts'
import { page } from '@motcua/ui/page.ts'
import { heading } from '@motcua/ui/parts.ts'
import { type Language, sayIn } from '@motcua/ui/words.ts'
import { type FlowPage, flowFields, wrongs } from '../../steps/flow-page.ts'
import type { Opening } from '../../steps/method.ts'
import type { Journey } from '../../web.ts'
import { gateAside } from './gate-aside.ts'
import { messages } from './messages.ts'
import { purposeOf } from './purpose.ts'
import { carried, registerInstead } from './register-instead.ts'
import { type SignInWay, signInTabs } from './sign-in-tabs.ts'

export type ByMethodPage = FlowPage<{ step: string }> & {
  way: SignInWay
  opening: Opening
  address: string
  journey: Journey
  vneid: 'on' | 'off'
}

/** *Đăng nhập* without a name: what the method says of itself, and one button. */
export function byMethodPage(model: ByMethodPage): string {
  const { frame, way, opening, values } = model
  const { language } = frame
  const say = sayIn(language, messages)
  const wrong = wrongs(language, model)
  const main = html`${purposeOf(language, model.journey)}
    ${heading(say('sign-in.title'))}${signInTabs(language, { current: way, goTo: values.ve, vneid: model.vneid })}${wrong.summary}
    ${form(language, {
      action: model.action,
      content: [flowFields(model), opening.content, button({ label: opening.submit, icon: opening.icon, wide: true })],
    })}
    <hr>${opening.below !== undefined && html`<p>${opening.below}</p>`}${registerInstead(language, values.ve)}`
  return page(frame, {
    ...{ title: say('sign-in.title'), main, aside: gateAside(language, model.address), width: 'gate' },
    ...{ errors: wrong.count, scripts: opening.scripts ?? [] },
  })
}

/** Below the page that asks for the proof: the ways of whoever cannot give it. */
export function waysInstead(language: Language, goTo: string): Html {
  const say = sayIn(language, messages)
  return html`<p><a href="/dang-nhap${carried(goTo)}">${say('sign-in.another-way')}</a></p>${registerInstead(language, goTo)}`
}

/** Above the page of the second method that confirms a renewed certificate. */
export function renewedNotice(language: Language): Html {
  const say = sayIn(language, messages)
  return notice(language, { kind: 'info', title: say('renewed.title'), text: say('renewed.text') })
}
