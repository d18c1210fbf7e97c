import type { PortalKind } from './frame.ts'
import { type Html, html } from './html.ts'
import { icon } from './icons.ts'
import { gate } from './ornament.ts'

export type PortalSign = { kind: PortalKind; name: string }

/** From which portal to which something goes: two gates in their hues, for consents and links. */
export function handOver(from: PortalSign, to: PortalSign): Html {
  return html`<div class="hand-over">${sign(from)}${icon('arrow-right')}${sign(to)}</div>`
}

function sign({ kind, name }: PortalSign): Html {
  return html`<span class="sign portal-${kind}">${gate()}<small>${name}</small></span>`
}
