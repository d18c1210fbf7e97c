/** The look of the portals (packages/ui), as far as a window of 480 × 640 needs it, in one file without fonts. */
export const pageStyle = `:root {
  --ink: #1b2836; --ink-2: #465365; --ink-3: #5d6978; --paper: #fff; --surface: #f6f5f3; --line: #dedad4; --edge: #7f8791;
  --action: #26508f; --action-hover: #1c3f77; --action-deep: #142e59; --tint: #f0f4fb; --hue: #24303f;
  --success: #0e6a4e; --warning: #875000; --warning-tint: #fff6e2; --error: #b3211c; --error-tint: #fdefed;
}
*, ::before, ::after { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body {
  margin: 0; background: var(--paper); color: var(--ink); overflow-wrap: break-word;
  font: 400 16px/1.55 "Be Vietnam Pro", "Segoe UI", system-ui, -apple-system, Roboto, "Noto Sans", sans-serif;
}
h1, h2, p, ol, dl, dd { margin: 0; padding: 0; }
h1 { font-size: 21px; line-height: 1.3; text-wrap: balance; }
h2 { font-size: 16px; line-height: 1.4; }
h1:focus { outline: none; }
.icon {
  width: 22px; height: 22px; flex: none; fill: none; stroke: currentColor; stroke-width: 1.75;
  stroke-linecap: round; stroke-linejoin: round;
}
header {
  display: flex; align-items: center; gap: 12px; padding: 12px 24px; background: var(--hue); color: #fff;
  border-bottom: 3px solid #c79f5c;
}
html[lang=vi] [data-in=en], html[lang=en] [data-in=vi] { display: none; }
header .gate { width: 36px; height: 36px; flex: none; }
header strong, header span { display: block; line-height: 1.4; }
header span { font-size: 14px; color: #d9dee4; }
main, noscript { display: flex; flex-direction: column; gap: 16px; max-width: 560px; margin: 0 auto; padding: 20px 24px 32px; }
main:focus { outline: none; }
form, main > div[data-poll] { display: flex; flex-direction: column; gap: 16px; }
.quiet { color: var(--ink-2); font-size: 14px; }
.request { padding: 4px 16px; border-radius: 10px; background: var(--surface); }
.request div { display: grid; grid-template-columns: 8.5em 1fr; gap: 0 12px; padding: 10px 0; align-items: center; }
.request div + div { border-top: 1px solid var(--line); }
.request dt { color: var(--ink-2); font-size: 14px; }
.request dd { font-weight: 600; min-width: 0; }
.host { display: flex; gap: 6px; font-size: 18px; }
.host span { min-width: 0; overflow-wrap: anywhere; }
.host .icon { margin-top: 3px; color: var(--action); }
.note, .problem, .bad, .lock { display: flex; gap: 8px; align-items: flex-start; }
.note { padding: 12px 14px; border-radius: 6px; border-left: 4px solid; }
.note.error { background: var(--error-tint); color: var(--error); }
.note.warning { background: var(--warning-tint); color: var(--warning); }
.note span { color: var(--ink); }
.head { display: flex; flex-wrap: wrap; gap: 4px 16px; justify-content: space-between; align-items: center; }
.cards { display: flex; flex-direction: column; gap: 10px; }
.card {
  display: flex; gap: 12px; align-items: flex-start; padding: 12px 14px; border: 1px solid var(--line);
  border-radius: 10px; cursor: pointer; color: var(--ink-2); font-size: 14px; line-height: 1.45;
}
.card .facts { display: flex; flex-direction: column; flex: 1; min-width: 0; }
.card strong { color: var(--ink); font-size: 16px; }
.card:has(input:enabled):hover { border-color: var(--action); }
.card:has(:checked) { border-color: var(--action); box-shadow: inset 0 0 0 1px var(--action); background: var(--tint); }
.card:has(:focus-visible) { outline: 3px solid var(--action); outline-offset: 2px; }
.card input { appearance: none; width: 22px; height: 22px; flex: none; margin: 1px 0 0; border: 2px solid var(--edge); border-radius: 50%; background: var(--paper); }
.card input:checked { border: 7px solid var(--action); }
.card input:focus-visible { outline: none; }
.card input:disabled { border-style: dashed; background: none; }
.card.off { background: var(--surface); cursor: default; }
.card.off strong { color: var(--ink-2); }
.chosen .card, .cards .card:not(:has(input)) { cursor: default; }
.days { white-space: nowrap; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.bad { color: var(--error); font-weight: 600; margin-top: 2px; }
.bad .icon, .lock .icon { width: 18px; height: 18px; margin-top: 1px; }
.good { color: var(--success); vertical-align: -4px; margin-right: 8px; }
.buttons { display: flex; flex-wrap: wrap; gap: 12px; }
button {
  display: inline-flex; align-items: center; justify-content: center; gap: 8px; min-height: 48px; padding: 10px 20px;
  border: 1px solid var(--edge); border-radius: 6px; background: var(--paper); color: var(--ink); font: inherit;
  font-weight: 600; line-height: 1.4; cursor: pointer;
}
button:hover { background: var(--tint); border-color: var(--action); }
button.main { flex: 1; background: var(--action); border-color: var(--action); color: #fff; }
button.main:hover { background: var(--action-hover); }
button.main:active { background: var(--action-deep); }
button.main:disabled { background: var(--ink-3); border-color: var(--ink-3); cursor: default; }
button.link { min-height: 32px; padding: 4px 2px; border: 0; background: none; color: var(--action); }
button.link .icon { width: 18px; height: 18px; }
button:focus-visible, input:focus-visible, .note:focus-visible { outline: 3px solid var(--action); outline-offset: 2px; }
.field { display: flex; flex-direction: column; gap: 6px; }
.field label { font-weight: 600; }
.field.wrong { padding-left: 14px; border-left: 4px solid var(--error); }
.problem { color: var(--error); font-weight: 600; }
.input { position: relative; }
.input input {
  width: 100%; min-height: 48px; padding: 10px 56px 10px 14px; border: 1px solid var(--edge); border-radius: 6px;
  font: inherit; font-size: 18px; color: var(--ink); background: var(--paper);
}
.wrong .input input { border: 2px solid var(--error); }
button.reveal { position: absolute; right: 2px; top: 2px; width: 44px; min-height: 44px; padding: 0; border: 0; background: none; }
button.reveal[aria-pressed="true"] { color: var(--action); background: var(--tint); }
.request + .note { margin-top: -4px; }
.input input::-ms-reveal { display: none; }
.status:empty { display: none; }
.status { color: var(--ink-2); }
.guide { padding: 14px 16px; border: 1px solid var(--line); border-radius: 10px; }
.guide ol { padding-left: 22px; margin-top: 6px; }
.guide li + li { margin-top: 4px; }
.wait::before, .status:not(:empty)::before {
  content: ""; display: inline-block; width: 14px; height: 14px; margin-right: 10px; vertical-align: -1px;
  border: 2px solid var(--line); border-top-color: var(--action); border-radius: 50%; animation: turn 0.9s linear infinite;
}
@keyframes turn { to { transform: rotate(1turn); } }
@media (prefers-reduced-motion: reduce) { .wait::before, .status::before { animation: none !important; } }
@media (max-width: 380px) {
  header, main { padding-left: 16px; padding-right: 16px; }
  .request div { grid-template-columns: 1fr; }
  .buttons button:not(.link) { flex: 1 1 100%; }
  .buttons { flex-direction: column-reverse; }
}
@media (forced-colors: active) { .card input { appearance: auto; } }
`
