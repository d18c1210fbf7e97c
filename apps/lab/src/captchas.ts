import type { LabCaptcha } from '@motcua/contracts/lab-api.ts'

/** Answers of captchas that portals have shown; only the latest are kept. */
export type Captchas = { push(captcha: LabCaptcha): void; answerOf(id: string): string | undefined }

export function captchas(most = 5_000): Captchas {
  const answers = new Map<string, string>()
  return {
    push: ({ id, answer }) => {
      answers.delete(id)
      answers.set(id, answer)
      const [oldest] = answers.keys()
      if (answers.size > most && oldest !== undefined) answers.delete(oldest)
    },
    answerOf: id => answers.get(id),
  }
}
