// Comforts of every page; without them everything still works.

// What was refused is read first.
const refused = document.querySelector('[data-focus]')
refused?.focus()
// A refused form came by POST: going back to it must not ask to send it again.
if (refused) history.replaceState(null, '', location.href)

// A form is sent once: the button rests and says so, until the page is left or shown again.
const resting = new Map()
function rest(form, button) {
  const words = button?.querySelector('span')
  resting.set(form, { button, words, before: words?.textContent })
  if (button) button.disabled = true
  if (words && !button.matches('.square')) words.textContent = form.dataset.sending
}
function wake(form) {
  const was = resting.get(form)
  if (!was) return
  if (was.button) was.button.disabled = false
  if (was.words) was.words.textContent = was.before
  resting.delete(form)
}
document.addEventListener('submit', event => {
  const form = event.target
  if (event.defaultPrevented) return
  if (resting.has(form)) return event.preventDefault()
  if (form.method !== 'post') return
  const pressed = event.submitter?.matches('.unseen') ? undefined : event.submitter
  resting.set(form, {})
  // After the browser has gathered the fields: a disabled button's value would be left out.
  setTimeout(() => rest(form, pressed ?? form.querySelector('.button.primary, .button.gold')))
  // Files take their time.
  setTimeout(() => wake(form), form.enctype === 'multipart/form-data' ? 600_000 : 20_000)
})
addEventListener('pageshow', () => {
  for (const form of [...resting.keys()]) wake(form)
})

// Menus close on Escape, on a click elsewhere, and when the focus leaves them.
const popups = [...document.querySelectorAll('details[data-popup]')]
for (const popup of popups) {
  popup.addEventListener('keydown', event => {
    if (event.key !== 'Escape' || !popup.open) return
    popup.open = false
    popup.querySelector('summary').focus()
  })
  popup.addEventListener('focusout', event => {
    if (event.relatedTarget && !popup.contains(event.relatedTarget)) popup.open = false
  })
}
document.addEventListener('click', event => {
  for (const popup of popups) if (!popup.contains(event.target)) popup.open = false
})

// Countdowns run by the clock, so that a sleeping tab shows the right time when it wakes.
for (const line of document.querySelectorAll('[data-seconds]')) {
  const end = Date.now() + Number(line.dataset.seconds) * 1000
  const shown = line.querySelector('[data-time]')
  const waiting = document.getElementById(line.dataset.enables ?? '')
  if (!shown) continue
  if (waiting) waiting.disabled = true
  const timer = setInterval(() => {
    const left = Math.max(0, Math.ceil((end - Date.now()) / 1000))
    shown.textContent = [left / 60, left % 60].map(part => String(Math.floor(part)).padStart(2, '0')).join(':')
    if (left > 0) return
    clearInterval(timer)
    shown.parentElement.textContent = ''
    const told = line.querySelector('[role=status]')
    told.classList.remove('unseen')
    told.textContent = line.dataset.ended
    if (waiting) waiting.disabled = false
  }, 500)
}
