const zone = { timeZone: 'Asia/Ho_Chi_Minh', hourCycle: 'h23' } as const
const clockTime = new Intl.DateTimeFormat('vi', { ...zone, hour: '2-digit', minute: '2-digit' })
const exactTime = new Intl.DateTimeFormat('vi', { ...zone, hour: '2-digit', minute: '2-digit', second: '2-digit' })

/** `10:42`, in Vietnam. */
export function hoursAndMinutes(at: Date | string): string {
  return clockTime.format(new Date(at))
}

/** `10:40:11`, in Vietnam. */
export function hoursToSeconds(at: string): string {
  return exactTime.format(new Date(at))
}
