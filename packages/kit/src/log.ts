import pino from 'pino'

export type Log = pino.Logger

/**
 * One JSON line an event, to standard output. Personal data is never logged; the paths below are a
 * second fence, should a field of that name slip in.
 */
export function createLog(options: { name: string; level?: string | undefined }): Log {
  return pino({
    name: options.name,
    level: options.level ?? 'info',
    base: { name: options.name },
    redact: {
      paths: [
        'password',
        'otp',
        'idNumber',
        'phone',
        'fullName',
        'email',
        'req.headers',
        '*.password',
        '*.phone',
        '*.idNumber',
      ],
      censor: '[redacted]',
    },
  })
}
