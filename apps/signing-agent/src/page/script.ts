import type { Answer, Post } from '../exchange/answer.ts'

/**
 * The script of the agent's page, served as the text of this function: it may use nothing from outside of it. What is
 * shown is drawn by the agent; here messages of the opening window are passed on, and clicks.
 */
export function pageScript(): void {
  const POLL_MS = 1_500
  const HERE_AGAIN_MS = 1_000
  /** Long enough to read that it was signed, and for the message to be on its way. */
  const CLOSE_AFTER_MS = 700

  const site: Window | null = window.opener
  const screen = document.getElementById('screen') as HTMLElement
  const secret = document.querySelector<HTMLMetaElement>('meta[name=motcua-page]')?.content ?? ''
  let farewell: Post | null = null
  let drawn = ''
  /** One after the other, so that answers are obeyed in the order of what was asked. */
  let turn: Promise<unknown> = Promise.resolve()

  async function send(command: string, fields: object): Promise<Answer | undefined> {
    const response = await fetch(`/api/${command}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'motcua-page': secret },
      body: JSON.stringify(fields),
      keepalive: command === 'close',
    }).catch(() => undefined)
    return response?.ok ? await response.json() : undefined
  }

  function ask(command: string, fields: object = {}): Promise<void> {
    const asked = turn.then(async () => {
      const answer = await send(command, fields)
      if (answer) obey(answer)
      else if (command !== 'list-certificates') expire()
    })
    turn = asked.catch(() => undefined)
    return asked
  }

  function obey(answer: Answer): void {
    if (answer.language) document.documentElement.lang = answer.language
    if (answer.screen !== undefined) draw(answer.screen)
    if (answer.post) tell(answer.post)
    if (answer.farewell !== undefined) farewell = answer.farewell
    if (answer.closes) setTimeout(() => window.close(), answer.screen === undefined ? 0 : CLOSE_AFTER_MS)
  }

  function tell({ to, message }: Post): void {
    site?.postMessage(message, to)
  }

  /** Markup of the agent, in which everything foreign is escaped. Drawn only when it changes, to leave the focus alone. */
  function draw(markup: string): void {
    if (markup === drawn) return
    drawn = markup
    screen.innerHTML = markup
    screen.removeAttribute('aria-busy')
    const first = screen.querySelector<HTMLElement>('[data-focus]')
    if (first) first.focus()
    scrollTo(0, 0)
  }

  function expire(): void {
    if (farewell) tell(farewell)
    farewell = null
    draw((document.getElementById('expired') as HTMLTemplateElement).innerHTML)
  }

  function hear(event: MessageEvent): void {
    if (event.source !== site || site === null) return
    const text = JSON.stringify(event.data) ?? ''
    if (text.length > 4_096) return
    void ask('hear', { origin: event.origin, message: JSON.parse(text || 'null') })
  }

  function submit(event: SubmitEvent): void {
    event.preventDefault()
    const form = event.target as HTMLFormElement
    const fields = Object.fromEntries(new FormData(form))
    const status = form.querySelector<HTMLElement>('[data-status]')
    if (status) status.textContent = form.dataset.busy ?? ''
    for (const field of form.querySelectorAll<HTMLInputElement>('[type=password], #pin')) field.value = ''
    for (const button of form.querySelectorAll<HTMLButtonElement>('.main')) button.disabled = true
    screen.setAttribute('aria-busy', 'true')
    drawn = ''
    void ask(form.dataset.command ?? '', fields)
  }

  function click(event: MouseEvent): void {
    const button = (event.target as Element).closest('button')
    if (!button) return
    if (button.dataset.reveal) reveal(button, document.getElementById(button.dataset.reveal) as HTMLInputElement)
    if ('close' in button.dataset) window.close()
    if (button.dataset.command === 'close') leave()
    else if (button.dataset.command) {
      drawn = ''
      void ask(button.dataset.command)
    }
  }

  function reveal(button: HTMLButtonElement, field: HTMLInputElement): void {
    const shows = field.type === 'password'
    field.type = shows ? 'text' : 'password'
    button.setAttribute('aria-pressed', String(shows))
    field.focus()
  }

  /** Not in turn: whoever cancels does not wait for the token. */
  async function leave(): Promise<void> {
    const answer = await send('close', {})
    if (answer) obey(answer)
    else expire()
  }

  function key(event: KeyboardEvent): void {
    if (event.key === 'Escape') screen.querySelector<HTMLButtonElement>('[data-escape]')?.click()
  }

  /** A slow token is asked again only when it has answered. */
  async function poll(): Promise<void> {
    if (screen.querySelector('[data-poll]')) await ask('list-certificates')
    setTimeout(poll, POLL_MS)
  }

  /** The agent leaves this unanswered for a while: it learns from its end that the window has gone. */
  async function here(): Promise<void> {
    if (await send('here', {})) setTimeout(here, HERE_AGAIN_MS)
  }

  function gone(): void {
    if (farewell) tell(farewell)
    farewell = null
    void send('close', {})
  }

  if (site === null) {
    draw((document.getElementById('alone') as HTMLTemplateElement).innerHTML)
    return
  }
  addEventListener('message', hear)
  addEventListener('pagehide', gone)
  document.addEventListener('submit', submit)
  document.addEventListener('click', click)
  document.addEventListener('keydown', key)
  void poll()
  void here()
}

/** As it is sent to the browser. */
export const pageScriptText = `'use strict';(${pageScript.toString()})()\n`
