/** A moment as an administrator reads it: day and minute, Shanghai time. */
export const momentText = (moment: string): string =>
  new Intl.DateTimeFormat('sv', {
    timeZone: 'Asia/Shanghai',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  }).format(new Date(moment))
