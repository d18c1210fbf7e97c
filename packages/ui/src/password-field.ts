import { controlAttributes, type Field, fieldAround } from './field.ts'
import { attrs, type Html, html } from './html.ts'
import { icon } from './icons.ts'
import { messages } from './messages.ts'
import { type Language, sayIn } from './words.ts'

export type PasswordField = Omit<Field, 'width'> & {
  autocomplete: 'current-password' | 'new-password'
  /**
   * Lists the rules, ticked live by a script; `loginName` adds the rule that the password may contain neither it nor what
   * is typed into the form's own field for it. What the server knows of the person stays there, so that rule has no tick.
   */
  rules?: { loginName?: string } | undefined
}

/** A password. Never shown again after a refusal, and never put into the page by the server. */
export function passwordField(language: Language, field: PasswordField): Html {
  const say = sayIn(language, messages)
  const control = controlAttributes(field)
  const described = [control['aria-describedby'], field.rules && `${field.name}-rules`].filter(Boolean).join(' ')
  const input = attrs({
    ...control,
    class: 'input',
    type: 'password',
    autocomplete: field.autocomplete,
    maxlength: 128,
    autocapitalize: 'none',
    spellcheck: 'false',
    'aria-describedby': described || undefined,
    'data-rules': field.rules && `${field.name}-rules`,
    'data-login-name': field.rules?.loginName,
  })
  const reveal = attrs({
    class: 'reveal',
    type: 'button',
    hidden: true,
    'aria-controls': field.name,
    'aria-pressed': 'false',
    'aria-label': say('showPassword'),
  })
  return fieldAround(
    language,
    field,
    html`<div class="password"><input ${input}><button ${reveal}>${icon('eye')}${icon('eye-off')}</button></div>
      ${field.rules && ruleList(language, { id: `${field.name}-rules`, ...field.rules })}`,
  )
}

const rules = ['length', 'lower', 'upper', 'digit', 'special'] as const
const ruleWords = {
  length: 'ruleLength',
  lower: 'ruleLower',
  upper: 'ruleUpper',
  digit: 'ruleDigit',
  special: 'ruleSpecial',
} as const

function ruleList(language: Language, { id, loginName }: { id: string; loginName?: string }): Html {
  const say = sayIn(language, messages)
  const lines = rules.map(rule => ({ rule: rule as string, words: say(ruleWords[rule]) }))
  if (loginName !== undefined) lines.push({ rule: 'name', words: say('ruleLoginName') })
  return html`<div class="rules" id="${id}"><p class="hint">${say('passwordRules')}</p><ul>${lines.map(
    line => html`<li data-rule="${line.rule}">${icon('circle')}${icon('circle-check')}<span>${line.words}</span>
      <span class="unseen" hidden> ${say('ruleMet')}</span></li>`,
  )}</ul><p class="hint">${say('ruleAvoid')}</p></div>`
}
