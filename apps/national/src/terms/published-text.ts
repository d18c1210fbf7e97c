import type { Language } from '@motcua/ui/words.ts'

/** A published text: what people accept, in both languages, under a version that changes with every word. */
export type PublishedText = {
  document: 'terms-of-service' | 'sharing-policy'
  version: string
  effective: string
  texts: Record<Language, { title: string; sections: { heading: string; paragraphs: string[] }[] }>
}
