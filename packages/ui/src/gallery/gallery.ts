import { errorPage } from '../error-page.ts'
import type { Language } from '../words.ts'
import { account, consent, list } from './account.ts'
import { chooser, home, signIn } from './entrance.ts'
import { lab } from './lab.ts'
import { papers } from './papers.ts'
import { otp, password, register, wrong } from './tasks.ts'
import { waiting } from './waiting.ts'
import { frame } from './world.ts'

/** Pages that show every component, for looking at and for the checks in a browser. Persons are made up. */
export function gallery(language: Language): Record<string, string> {
  return {
    home: home(language),
    chooser: chooser(language),
    register: register(language),
    otp: otp(language),
    waiting: waiting(language),
    'sign-in': signIn(language),
    password: password(language),
    account: account(language),
    consent: consent(language),
    list: list(language),
    wrong: wrong(language),
    papers: papers(language),
    lab: lab(language),
    lost: errorPage(frame(language, 'national'), { kind: 'not-found' }),
    bug: errorPage(frame(language, 'staff'), {
      kind: 'bug',
      reference: '7F3K-92QD',
      way: { href: '/thu', label: 'Thử lại' },
    }),
  }
}
