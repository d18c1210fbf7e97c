import type { AgentManifest, AgentPackage } from '@motcua/contracts/agent.ts'
import { button } from '@motcua/ui/form.ts'
import { dial, type Frame } from '@motcua/ui/frame.ts'
import { type Html, html } from '@motcua/ui/html.ts'
import { page } from '@motcua/ui/page.ts'
import { emptyState, heading, helpAside, typed } from '@motcua/ui/parts.ts'
import { numberedSteps } from '@motcua/ui/stepper.ts'
import { type Language, sayIn } from '@motcua/ui/words.ts'
import { messages } from './messages.ts'
import { DOWNLOADS_PATH, GUIDE_PATH } from './paths.ts'
import { type System, systems } from './systems.ts'

/** `first`: the visitor's own system. Nothing is offered while the packages are being made. */
export type DownloadsPage = { manifest: AgentManifest | undefined; first: System | undefined }

/** *Tải công cụ ký điện tử*: the package for this computer first, with its checksum and how to install it. */
export function downloadsPage(frame: Frame, { manifest, first }: DownloadsPage): string {
  const say = sayIn(frame.language, messages)
  const title = say('downloads.title')
  if (!manifest) return page(frame, { title, main: nothingYet(frame), width: 'form' })
  const order = first === undefined ? systems : [first, ...systems.filter(one => one !== first)]
  const main = html`${heading(title, say('downloads.lead', { version: manifest.version }))}
    ${order.map(system => section(frame.language, { system, manifest, place: system === first ? 'here' : 'other' }))}
    <h2 id="kiem-tra">${say('downloads.check-title')}</h2><p>${say('downloads.check-text')}</p>${checks(frame.language)}`
  return page(frame, { title, main, aside: help(frame), width: 'wide', styles: ['papers.css'] })
}

function nothingYet(frame: Frame): Html {
  const say = sayIn(frame.language, messages)
  const hotline = html`<a class="digits" href="${dial(frame.hotline)}">${frame.hotline}</a>`
  return emptyState({
    ...{ of: 'page', title: say('downloads.none-title'), text: say('downloads.none-text', { hotline }) },
    actions: html`${button({ label: say('agent.again'), href: DOWNLOADS_PATH, icon: 'refresh-cw' })}
      ${button({ label: say('downloads.guide'), href: GUIDE_PATH, look: 'secondary' })}`,
  })
}

type Section = { system: System; manifest: AgentManifest; place: 'here' | 'other' }

function section(language: Language, { system, manifest, place }: Section): Html {
  const say = sayIn(language, messages)
  const packages = manifest.packages.filter(one => one.system === system)
  const steps = [say(`install.${system}-1`), say(`install.${system}-2`), say(`install.${system}-3`)]
  return html`<section class="card" id="${system}"><h2>${say(`system.${system}`)}${place === 'here' && html` <small>${say('downloads.this-computer')}</small>`}</h2>
    ${
      packages.length === 0
        ? html`<p>${say('downloads.not-made')}</p>`
        : html`<ul class="packages">${packages.map((one, index) => offered(language, one, place === 'here' && index === 0 ? 'primary' : 'secondary'))}</ul>
    <h3>${say('downloads.install')}</h3>${numberedSteps(steps)}`
    }</section>`
}

function offered(language: Language, one: AgentPackage, look: 'primary' | 'secondary'): Html {
  const say = sayIn(language, messages)
  // An address for each content: of the same name there may be another one some day.
  const href = `${DOWNLOADS_PATH}/${one.file}?v=${one.sha256.slice(0, 12)}`
  const label = say('downloads.get', {
    kind: say(`kind.${one.kind}`),
    processor: say(`processor.${one.system}-${one.architecture}` as const),
  })
  return html`<li>${button({ label, href, icon: 'download', look })}
    <p class="hint">${one.file} · ${sizeOf(language, one.bytes)}</p>
    <p class="hint">SHA-256 <code class="checksum">${one.sha256}</code></p></li>`
}

/** In megabytes, as file managers tell it. */
function sizeOf(language: Language, bytes: number): string {
  return `${(bytes / 1e6).toLocaleString(language, { maximumFractionDigits: 1 })} MB`
}

function checks(language: Language): Html {
  const say = sayIn(language, messages)
  const commands = {
    windows: 'certutil -hashfile TÊN-TỆP SHA256',
    macos: 'shasum -a 256 TÊN-TỆP',
    linux: 'sha256sum TÊN-TỆP',
  }
  return html`<ul class="points">${systems.map(system => html`<li><span>${say(`system.${system}`)}: ${typed(commands[system])}</span></li>`)}</ul>`
}

function help({ language }: Frame): Html {
  const say = sayIn(language, messages)
  const guide = html`<a href="${GUIDE_PATH}">${say('downloads.guide')}</a>`
  return helpAside(
    { title: say('downloads.what-title'), text: say('downloads.what-text') },
    { title: say('downloads.driver-title'), text: say('downloads.driver-text') },
    { title: say('downloads.next-title'), text: say('downloads.next-text', { guide }) },
  )
}
