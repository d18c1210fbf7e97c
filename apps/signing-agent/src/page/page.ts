import { document, type Html, html } from '@motcua/ui/html.ts'
import { gate } from '@motcua/ui/ornament.ts'
import { type Language, languages } from '@motcua/ui/words.ts'
import { AGENT_VERSION } from '../version.ts'
import { type PageSay, pageSay } from './messages.ts'

/** In both languages, because the site's request changes the window's; the style shows one of them. */
function masthead(language: Language): Html {
  const say = pageSay(language)
  return html`<div data-in="${language}"><strong>${say('title')}</strong><span>${say('where', { version: AGENT_VERSION })}</span></div>`
}

type Frame = { language: Language; scripts?: Html; body: Html }

function framed(say: PageSay, { language, scripts, body }: Frame): string {
  return document(html`<html lang="${language}">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>${say('title')}</title>
    <link rel="stylesheet" href="/page.css">
    ${scripts}
  </head>
  <body>
    <header>${gate()}${languages.map(masthead)}</header>
    ${body}
  </body>
</html>`)
}

/**
 * The page that a site opens. `secret` is this showing's own: the page's script has to name it with everything it asks,
 * so that nothing else in the browser can.
 */
export function connectPage(language: Language, secret: string): string {
  const say = pageSay(language)
  return framed(say, {
    language,
    scripts: html`<meta name="motcua-page" content="${secret}"><script src="/page.js" defer></script>`,
    body: html`<main id="screen" tabindex="-1">${waiting(say)}</main>
    <template id="alone">${alone(say)}</template>
    <template id="expired">${expired(say)}</template>
    <noscript><p class="note error">${say('noScript')}</p></noscript>`,
  })
}

/** What somebody sees who opens the agent's address by hand. */
export function frontPage(language: Language): string {
  const say = pageSay(language)
  return framed(say, { language, body: html`<main>${alone(say)}</main>` })
}

function waiting(say: PageSay): Html {
  return html`<h1 tabindex="-1">${say('waitingTitle')}</h1>
    <p class="wait">${say('waiting')}</p><p class="quiet">${say('waitingHelp')}</p>`
}

function alone(say: PageSay): Html {
  return html`<h1 tabindex="-1">${say('aloneTitle')}</h1><p>${say('alone')}</p>`
}

function expired(say: PageSay): Html {
  return html`<h1 tabindex="-1">${say('expiredTitle')}</h1><p>${say('expiredWindow')}</p>
    <div class="buttons"><button class="main" type="button" data-close data-escape>${say('closeWindow')}</button></div>`
}
