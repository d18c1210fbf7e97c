// Waits for what comes from elsewhere, such as a phone: asks now and then whether it is there, then goes on by itself.

const place = document.querySelector('[data-asks]')
const { asks, onwards, all, minute, half, offline, online } = place.dataset
const trouble = place.querySelector('.trouble')
const told = place.querySelector(':scope > [role=status]')
const bar = place.querySelector('progress')
const end = Date.now() + Number(place.querySelector('[data-seconds]').dataset.seconds) * 1000
// ms: nobody finds the phone and types a PIN sooner; then between an answer and the next question.
const FIRST = 3_000
const NEXT = 2_000
const PATIENCE = 10_000
// One lost question is no broken connection.
const LOST = 2

let timer
let asking = false
let lost = 0
let isLeft = false

function later(milliseconds) {
  clearTimeout(timer)
  timer = setTimeout(ask, milliseconds)
}

async function ask() {
  if (asking || isLeft) return
  clearTimeout(timer)
  asking = true
  const arrived = await isThere()
  asking = false
  if (isLeft) return
  tellOf(arrived)
  if (arrived && !isTyping()) return location.replace(onwards)
  later(NEXT)
}

// Sent elsewhere, such as to sign in anew, the page has something new to show as well. Undefined: nobody answered.
async function isThere() {
  try {
    const answer = await fetch(asks, { redirect: 'manual', cache: 'no-store', signal: AbortSignal.timeout(PATIENCE) })
    if (answer.type === 'opaqueredirect') return true
    return answer.ok ? (await answer.json()).arrived === true : undefined
  } catch {
    return undefined
  }
}

function tellOf(arrived) {
  const before = lost
  lost = arrived === undefined ? lost + 1 : 0
  if (lost === LOST) {
    trouble.textContent = offline
    told.textContent = offline
  }
  if (before >= LOST && lost === 0) told.textContent = online
  trouble.hidden = lost < LOST
}

// What somebody types is never taken from them.
function isTyping() {
  return document.activeElement.matches('input, textarea, select')
}

const marks = new Map([
  [60, minute],
  [30, half],
])
const count = setInterval(() => {
  const left = Math.max(0, Math.ceil((end - Date.now()) / 1000))
  bar.value = left
  const words = marks.get(left)
  if (words && left < Number(all)) {
    told.textContent = words
    marks.delete(left)
  }
  if (left > 0) return
  clearInterval(count)
  ask()
}, 500)

later(FIRST)
document.addEventListener('visibilitychange', () => document.hidden || ask())
addEventListener('online', ask)
addEventListener('pageshow', ({ persisted }) => {
  if (!persisted) return
  isLeft = false
  ask()
})
// The person goes on themselves, or leaves.
document.addEventListener('submit', () => {
  isLeft = true
})
addEventListener('pagehide', () => {
  isLeft = true
})
