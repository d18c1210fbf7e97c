/** A method and, where one picks, which of its handles. */
export type Choice = { method: string; handleId?: string | undefined }

/** How a form names a choice. */
export function choiceKey({ method, handleId }: Choice): string {
  return handleId === undefined ? method : `${method}:${handleId}`
}
