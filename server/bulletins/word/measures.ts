/** Millimetres in twentieths of a point. */
export const mm = (n: number): number => Math.round((n * 1440) / 25.4)
/** Points in twentieths of a point. */
export const pt = (n: number): number => n * 20

/** GB/T 9704-2012, 4 and 5: A4, 天头 37 mm, 订口 28 mm, 版心 156 × 225 mm, 22 lines of 28 characters. */
export const PAGE = { width: mm(210), height: mm(297) }
export const MARGIN = { top: mm(37), bottom: mm(35), left: mm(28), right: mm(26), header: mm(15), footer: mm(22) }
export const TYPE_AREA = mm(156)
export const CHARACTERS = 28
export const LINE = pt(28)

/** 三号 is 16 points: so much closer stands each character, in twentieths of a point, that 28 fill a line. */
const WIDTH_PT = (156 * 72) / 25.4
export const CLOSER = Math.floor((WIDTH_PT / CHARACTERS - 16) * 20)

/** Half points, as Word counts sizes: 二号, 三号, 四号, 小四, 小五. */
export const SIZES = { two: 44, three: 32, four: 28, small_four: 24, small_five: 18 } as const

export const FONTS = {
  title: '方正小标宋简体',
  body: '仿宋_GB2312',
  first: '黑体',
  second: '楷体_GB2312',
  page: '宋体',
} as const
export type Font = keyof typeof FONTS

export const RED = 'E60012'
export const BLACK = '000000'

/** Rules of the 版记: the outer ones 0.35 mm, the inner 0.25 mm, in eighths of a point. */
export const OUTER_RULE = 8
export const INNER_RULE = 6
/** The red rule under the masthead. */
export const RED_RULE = 18

/** Half points at which a masthead all but fills its line. */
export const mastheadSize = (text: string): number =>
  Math.max(SIZES.three, Math.min(96, Math.floor((WIDTH_PT * 1.9) / Math.max(1, [...text].length))))
