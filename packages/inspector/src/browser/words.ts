const second = 1000
const minute = 60 * second
const hour = 60 * minute
const day = 24 * hour

/** A time that has passed, such as `3 min`. */
export function duration(milliseconds: number): string {
  if (milliseconds < minute) return `${Math.max(Math.floor(milliseconds / second), 0)} s`
  if (milliseconds < hour) return `${Math.floor(milliseconds / minute)} min`
  if (milliseconds < 2 * day) return `${Math.floor(milliseconds / hour)} h`
  return `${Math.floor(milliseconds / day)} days`
}

/** `2030-01-01 00:00:05`, in the reader's time zone. */
export function dateTime(milliseconds: number): string {
  const date = new Date(milliseconds)
  const two = (part: number): string => String(part).padStart(2, '0')
  const days = [date.getFullYear(), two(date.getMonth() + 1), two(date.getDate())].join('-')
  return `${days} ${[date.getHours(), date.getMinutes(), date.getSeconds()].map(two).join(':')}`
}

const numbers = new Intl.NumberFormat('en-GB')

export function number(value: number): string {
  return numbers.format(value)
}

/** `1 session`, `2 sessions` */
export function count(value: number, one: string, many = `${one}s`): string {
  return `${number(value)} ${value === 1 ? one : many}`
}
