// Comforts of the test bench; without them one refreshes and copies by hand.

/** Adds what is new and drops what is gone, so that screen readers hear only what arrived. */
function renew(list, fresh) {
  const known = new Set([...list.children].map(item => item.textContent))
  const wanted = new Set([...fresh.children].map(item => item.textContent))
  for (const item of [...list.children]) if (!wanted.has(item.textContent)) item.remove()
  for (const item of [...fresh.children]) if (!known.has(item.textContent)) list.append(item)
}

/** Puts in what is different; what is the same is left alone, with the PIN somebody is about to type. */
const drawn = new Map()
function swap(id, fresh) {
  const here = document.getElementById(id)
  if (!here || !fresh) return
  const before = drawn.get(id) ?? here.innerHTML
  drawn.set(id, fresh.innerHTML)
  if (before !== fresh.innerHTML) here.replaceChildren(...fresh.childNodes)
}

/** A prompt goes when its time is over, which nobody announces. */
let leaving
function watchPrompt() {
  clearTimeout(leaving)
  const until = document.querySelector('[data-until]')?.dataset.until
  if (until) leaving = setTimeout(refresh, Math.max(0, Date.parse(until) - Date.now()) + 200)
}

let asking = false
let again = false
async function refresh() {
  if (asking) {
    again = true
    return
  }
  asking = true
  do {
    again = false
    const answer = await fetch(location.href).catch(() => undefined)
    if (!answer?.ok) continue
    const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html')
    const [messages, mails] = ['phone-messages', 'mails'].map(id => [
      document.getElementById(id),
      fresh.getElementById(id),
    ])
    if (messages[0] && messages[1]) renew(...messages)
    if (mails[0] && mails[1]) mails[0].replaceChildren(...mails[1].childNodes)
    for (const id of ['phone-prompt', 'sim-switches']) swap(id, fresh.getElementById(id))
    watchPrompt()
  } while (again)
  asking = false
}

const live = document.getElementById('live')
if (live) {
  watchPrompt()
  const events = new EventSource(`/truc-tiep${location.search}`)
  events.addEventListener('open', () => {
    live.hidden = false
    refresh()
  })
  events.addEventListener('error', () => {
    live.hidden = true
  })
  events.addEventListener('arrival', refresh)
  addEventListener('pagehide', () => events.close())
}

// The chosen person is in sight, also far down the list.
const list = document.querySelector('.personas')
const current = list?.querySelector('[aria-current]')
if (current) list.scrollTop = current.offsetTop - list.offsetTop - 60

const told = document.getElementById('told')
for (const button of document.querySelectorAll('[data-copy]')) {
  if (!navigator.clipboard) break
  button.hidden = false
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(button.dataset.copy)
    if (told) told.textContent = button.dataset.copied
    button.classList.add('done')
    setTimeout(() => button.classList.remove('done'), 1_500)
  })
}
