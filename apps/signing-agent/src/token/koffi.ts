export type Koffi = typeof import('koffi')

/**
 * The bridge to native libraries; an optional dependency. Undefined where it is not installed or has no binary for this
 * system: then PKCS#12 files are all there is.
 */
export async function loadKoffi(): Promise<Koffi | undefined> {
  try {
    return await import('koffi')
  } catch {
    return undefined
  }
}
