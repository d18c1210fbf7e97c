import { formatDate } from '@motcua/identifiers/date.ts'
import { nationalNumber } from '@motcua/identifiers/phone.ts'
import { requiredNote } from '@motcua/ui/field.ts'
import { chainedSelects, dateField, type TextField, textField } from '@motcua/ui/fields.ts'
import { button, form } from '@motcua/ui/form.ts'
import { type Html, html } from '@motcua/ui/html.ts'
import { notice } from '@motcua/ui/notice.ts'
import { page } from '@motcua/ui/page.ts'
import { heading } from '@motcua/ui/parts.ts'
import { passwordField } from '@motcua/ui/password-field.ts'
import { sayIn } from '@motcua/ui/words.ts'
import { COMMUNES_PATH, DISTRICTS_PATH } from '../../places/paths.ts'
import { communeOptions, districtOptions, provinceOptions } from '../../places/places.ts'
import { type FlowPage, flowFields, wrongs } from '../../sign-in/flow-page.ts'
import type { NationalPerson } from '../claims.ts'
import { messages } from '../messages.ts'
import type { RegisterState } from './register.ts'

export type RegisterPage = FlowPage<RegisterState> & { person: NationalPerson; ticket: string; homeProvince: string }

/** *Đăng ký tài khoản* (Hình 49), filled in as far as the national portal vouches for it. */
export function registerPage(model: RegisterPage): string {
  const { frame } = model
  const { language } = frame
  const say = sayIn(language, messages)
  const wrong = wrongs(language, model)
  const main = html`${heading(say('register.title'), say('register.lead'))}${wrong.summary}${requiredNote(language)}
    ${form(language, {
      action: model.action,
      content: [
        flowFields(model, { phieu: model.ticket }),
        html`<h2>${say('register.person')}</h2>`,
        personFields(model),
        html`<h2>${say('register.contact')}</h2>`,
        contactFields(model),
        html`<h2>${say('register.address')}</h2>`,
        addressFields(model),
        html`<h2>${say('register.login')}</h2><p class="hint">${say('register.login-text')}</p>`,
        loginFields(model),
        notice(language, { kind: 'info', text: say('register.one-account') }),
        button({ label: say('register.submit'), wide: true }),
        html`<p class="hint">${say('register.next')}</p>`,
      ],
    })}`
  return page(frame, { title: say('register.title'), main, width: 'form', errors: wrong.count })
}

/** Name, value as typed and problem of a field. */
function fieldOf(model: RegisterPage) {
  const wrong = wrongs(model.frame.language, model)
  return (name: string) => ({ name, value: model.values[name], error: wrong.of(name) })
}

function verifiedField(model: RegisterPage, field: Pick<TextField, 'name' | 'label' | 'value' | 'digits'>): Html {
  const why = sayIn(model.frame.language, messages)('register.verified')
  return textField(model.frame.language, { ...field, why, readonly: true })
}

function personFields(model: RegisterPage): Html {
  const { language } = model.frame
  const { person } = model
  const say = sayIn(language, messages)
  const field = fieldOf(model)
  const [number, other] = person.idNumbers
  return html`${verifiedField(model, { name: 'fullName', label: say('register.full-name'), value: person.fullName })}
    ${verifiedField(model, { name: 'idNumber', label: say('register.id-number'), value: number, digits: true })}
    ${other !== undefined && verifiedField(model, { name: 'otherIdNumber', label: say('register.other-id-number'), value: other, digits: true })}
    ${person.dateOfBirth && verifiedField(model, { name: 'dateOfBirth', label: say('register.date-of-birth'), value: formatDate(person.dateOfBirth), digits: true })}
    ${dateField(language, { ...field('issuedOn'), label: say('register.issued-on'), required: true })}
    ${textField(language, {
      ...field('issuedBy'),
      label: say('register.issued-by'),
      hint: say('register.issued-by-hint'),
      required: true,
      maxlength: 200,
    })}`
}

function contactFields(model: RegisterPage): Html {
  const { language } = model.frame
  const { person, state } = model
  const say = sayIn(language, messages)
  const field = fieldOf(model)
  const phone =
    person.phone !== undefined && state.phoneTaken !== true
      ? verifiedField(model, {
          ...{ name: 'phone', label: say('register.phone'), value: nationalNumber(person.phone), digits: true },
        })
      : textField(language, {
          ...{ ...field('phone'), label: say('register.phone'), required: true, type: 'tel', inputmode: 'tel' },
          ...{ autocomplete: 'tel', maxlength: 24, digits: true },
        })
  return html`${phone}
    ${textField(language, {
      ...{ ...field('email'), value: model.values.email ?? person.email, label: say('register.email') },
      ...{ required: true, type: 'email', inputmode: 'email', autocomplete: 'email', maxlength: 254 },
    })}
    ${textField(language, { ...field('website'), label: say('register.website'), required: false, type: 'url', maxlength: 200 })}
    ${textField(language, { ...field('fax'), label: say('register.fax'), required: false, type: 'tel', inputmode: 'tel', maxlength: 24, digits: true })}`
}

function addressFields(model: RegisterPage): Html {
  const { language } = model.frame
  const say = sayIn(language, messages)
  const field = fieldOf(model)
  const province = model.values.province ?? model.homeProvince
  const district = model.values.district ?? ''
  return html`${chainedSelects(language, {
    button: say('register.choose-places'),
    selects: [
      {
        ...{ ...field('province'), value: province, label: say('register.province'), required: true },
        ...{ options: provinceOptions(), chain: { name: 'district', source: DISTRICTS_PATH } },
      },
      {
        ...{ ...field('district'), label: say('register.district'), required: true },
        ...{ options: districtOptions(province), chain: { name: 'commune', source: COMMUNES_PATH } },
      },
      {
        ...{ ...field('commune'), label: say('register.commune'), required: true },
        options: isIn(province, district) ? communeOptions(district) : [],
      },
    ],
  })}
  ${textField(language, { ...field('street'), label: say('register.street'), required: true, autocomplete: 'street-address', maxlength: 200 })}`
}

/** A district left over from another province offers no communes. */
function isIn(province: string, district: string): boolean {
  return districtOptions(province).some(one => one.value === district)
}

function loginFields(model: RegisterPage): Html {
  const { language } = model.frame
  const say = sayIn(language, messages)
  const field = fieldOf(model)
  const { error: passwordError } = field('password')
  const { error: confirmationError } = field('confirmation')
  const [loginName = ''] = model.person.idNumbers
  return html`${textField(language, {
    ...{ ...field('loginName'), label: say('register.login-name'), hint: say('register.login-name-hint') },
    ...{ required: false, autocomplete: 'username', maxlength: 32 },
  })}
  ${passwordField(language, {
    ...{ name: 'password', label: say('register.password'), error: passwordError, required: false },
    ...{ autocomplete: 'new-password', rules: { loginName } },
  })}
  ${passwordField(language, {
    ...{ name: 'confirmation', label: say('register.confirmation'), error: confirmationError, required: false },
    autocomplete: 'new-password',
  })}`
}
