import { formatDate, localDate } from '@motcua/identifiers/date.ts'
import { badge } from '@motcua/ui/badge.ts'
import { type Item, itemList } from '@motcua/ui/data-list.ts'
import { button, postButton } from '@motcua/ui/form.ts'
import { type Html, html } from '@motcua/ui/html.ts'
import { notice } from '@motcua/ui/notice.ts'
import { type Language, sayIn } from '@motcua/ui/words.ts'
import type { Handle } from '../accounts/handles-store.ts'
import type { Hold } from '../accounts/objections.ts'
import { RECOVERY_CODE, wantsRecoveryCodes } from '../accounts/recovery-codes.ts'
import { heldWords } from '../session/held-page.ts'
import { handleLine } from '../steps/handle-line.ts'
import { isLastWay } from '../steps/last-way.ts'
import type { Method, MethodLine } from '../steps/method.ts'
import { messages } from './messages.ts'

export type MethodsList = {
  methods: Method[]
  /** How many methods the account's kind may add. */
  addable: number
  /** The identity providers that one may sign in with today. */
  providers: string[]
  handles: Handle[]
  passwordChangedAt: Date | undefined
  /** While a recovery may be objected to, nothing here changes. */
  hold: Hold | undefined
  /** What was just done to them. */
  done: 'removed' | 'made-default' | undefined
}

const PATH = '/tai-khoan/phuong-thuc'

/** *Các phương thức xác thực*: each with what may be done to it, whatever the method. */
export function methodsList(language: Language, model: MethodsList): Html {
  const say = sayIn(language, messages)
  const { hold, done, addable } = model
  const add =
    !hold &&
    addable > 0 &&
    button({ label: say('identity.add-method'), href: `${PATH}/them`, look: 'secondary', icon: 'plus' })
  return html`<div class="section-head" id="phuong-thuc"><h2>${say('identity.methods')}</h2>${add}</div>
    ${done && notice(language, { kind: 'success', text: say(`identity.${done}`), live: true })}
    ${hold && notice(language, { kind: 'warning', text: heldWords(language, hold) })}
    ${itemList([...password(language, model), ...model.methods.flatMap(method => items(language, model, method)), ...linked(language, model)])}`
}

function password(language: Language, { passwordChangedAt }: MethodsList): Item[] {
  if (!passwordChangedAt) return []
  const say = sayIn(language, messages)
  const date = formatDate(localDate(passwordChangedAt))
  return [
    {
      ...{ icon: 'key-round', title: say('identity.method-password') },
      text: say('identity.method-password-text', { date }),
    },
  ]
}

function items(language: Language, model: MethodsList, method: Method): Item[] {
  const own = model.handles.filter(handle => handle.method === method.id)
  if (method.id === RECOVERY_CODE) return recoveryCodes(language, model, { method, own })
  return own.map(handle => item(language, model, { handle, method, line: method.line([handle], language) }))
}

function since(language: Language, { createdAt }: Handle): Html {
  return sayIn(language, messages)('identity.method-since', { date: formatDate(localDate(createdAt)) })
}

function defaultBadge(language: Language): Html {
  return badge({ text: sayIn(language, messages)('identity.default'), look: 'action' })
}

/** Handles of identity providers: they are no method of ours. */
function linked(language: Language, model: MethodsList): Item[] {
  const others = model.handles.filter(({ method }) => !model.methods.some(({ id }) => id === method))
  return others.flatMap(handle => {
    const line = handleLine(model.methods, handle, language)
    return line ? [item(language, model, { handle, line })] : []
  })
}

function item(language: Language, model: MethodsList, { handle, line, method }: One & { line: MethodLine }): Item {
  const alike = model.handles.filter(one => one.method === handle.method)
  return {
    ...{ icon: line.icon, title: line.title, text: html`${line.text} · ${since(language, handle)}` },
    badge: handle.isDefault && alike.length > 1 ? defaultBadge(language) : undefined,
    actions: model.hold ? undefined : changes(language, model, { method, handle }),
  }
}

type One = { handle: Handle; method?: Method | undefined }

function changes(language: Language, model: MethodsList, { method, handle }: One): Html | undefined {
  const say = sayIn(language, messages)
  const { methods, handles, providers, passwordChangedAt } = model
  const path = `${PATH}/${handle.id}`
  const mayBeDefault = method?.offered === 'each' && !handle.isDefault
  const mayGo = !isLastWay(methods, { handles, providers, hasPassword: passwordChangedAt !== undefined }, handle.id)
  if (!mayBeDefault && !mayGo) return undefined
  return html`${
    mayBeDefault &&
    postButton(language, { action: `${path}/mac-dinh`, label: say('identity.make-default'), look: 'link' })
  }${mayGo && html`<a href="${path}/go">${say('identity.remove')}</a>`}`
}

/** All of them are one line: they are used up one by one, and made anew together. */
function recoveryCodes(
  language: Language,
  { handles, methods, hold }: MethodsList,
  { method, own }: { method: Method; own: Handle[] },
): Item[] {
  if (!wantsRecoveryCodes({ methods }, handles)) return []
  const say = sayIn(language, messages)
  const few = own.length <= FEW
  return [
    {
      ...method.line(own, language),
      text: say('identity.codes-left', { left: own.length }),
      badge: few ? badge({ text: say('identity.codes-few'), look: 'warning', icon: 'triangle-alert' }) : undefined,
      actions: hold ? undefined : html`<a href="${PATH}/ma-khoi-phuc">${say('identity.new-codes')}</a>`,
    },
  ]
}

/** From here on it is time for new ones. */
const FEW = 3
