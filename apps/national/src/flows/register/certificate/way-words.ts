import type { Content, Html } from '@motcua/ui/html.ts'

/** What a way says before it begins: what must be there, what is typed, where the PIN belongs, and who helps. */
export type WayWords = { before: Html; fields: Html | false; pin: Content; trouble: { title: Content; text: Content } }
