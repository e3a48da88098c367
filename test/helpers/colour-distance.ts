export type Sight = 'normal' | 'protan' | 'deutan' | 'tritan'
export const SIGHTS = ['normal', 'protan', 'deutan', 'tritan'] as const satisfies readonly Sight[]

type Triple = [number, number, number]

const fromHex = (hex: string): Triple => {
  const n = Number.parseInt(hex.slice(1), 16)
  return [(n >> 16) & 255, (n >> 8) & 255, n & 255]
}

const linear = (byte: number) => {
  const c = byte / 255
  return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4
}

const apply = (m: Triple[], [x, y, z]: Triple): Triple => [
  m[0]![0] * x + m[0]![1] * y + m[0]![2] * z,
  m[1]![0] * x + m[1]![1] * y + m[1]![2] * z,
  m[2]![0] * x + m[2]![1] * y + m[2]![2] * z,
]

/** What a dichromat sees, on linear RGB (Machado, Oliveira and Fernandes 2009, severity 1). */
const DICHROMAT: Record<Exclude<Sight, 'normal'>, Triple[]> = {
  protan: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deutan: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritan: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
}

const seen = (rgb: Triple, sight: Sight): Triple => {
  if (sight === 'normal') return rgb
  const [r, g, b] = apply(DICHROMAT[sight], rgb)
  const clamp = (v: number) => Math.min(1, Math.max(0, v))
  return [clamp(r), clamp(g), clamp(b)]
}

const XYZ: Triple[] = [
  [0.4124564, 0.3575761, 0.1804375],
  [0.2126729, 0.7151522, 0.072175],
  [0.0193339, 0.119192, 0.9503041],
]

const toLab = (rgb: Triple): Triple => {
  const [x, y, z] = apply(XYZ, rgb)
  const f = (t: number) => (t > 216 / 24389 ? Math.cbrt(t) : (t * 24389) / 27 / 116 + 16 / 116)
  const [fx, fy, fz] = [f(x / 0.95047), f(y), f(z / 1.08883)]
  return [116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)]
}

const RAD = Math.PI / 180
const hue = (a: number, b: number) => (a === 0 && b === 0 ? 0 : (Math.atan2(b, a) / RAD + 360) % 360)

/** CIEDE2000 between two CIELAB colours (Sharma, Wu and Dalal 2005). */
export const ciede2000 = ([l1, a1, b1]: Triple, [l2, a2, b2]: Triple): number => {
  const chroma7 = ((Math.hypot(a1, b1) + Math.hypot(a2, b2)) / 2) ** 7
  const g = 0.5 * (1 - Math.sqrt(chroma7 / (chroma7 + 25 ** 7)))
  const [p1, p2] = [a1 * (1 + g), a2 * (1 + g)]
  const [c1, c2] = [Math.hypot(p1, b1), Math.hypot(p2, b2)]
  const [h1, h2] = [hue(p1, b1), hue(p2, b2)]
  const grey = c1 * c2 === 0
  const turn = grey ? 0 : ((h2 - h1 + 540) % 360) - 180
  const dL = l2 - l1
  const dC = c2 - c1
  const dH = 2 * Math.sqrt(c1 * c2) * Math.sin((turn / 2) * RAD)
  const l = (l1 + l2) / 2
  const c = (c1 + c2) / 2
  const h = grey ? h1 + h2 : (h1 + turn / 2 + 360) % 360
  const t =
    1 -
    0.17 * Math.cos((h - 30) * RAD) +
    0.24 * Math.cos(2 * h * RAD) +
    0.32 * Math.cos((3 * h + 6) * RAD) -
    0.2 * Math.cos((4 * h - 63) * RAD)
  const sl = 1 + (0.015 * (l - 50) ** 2) / Math.sqrt(20 + (l - 50) ** 2)
  const sc = 1 + 0.045 * c
  const sh = 1 + 0.015 * c * t
  const rt = -2 * Math.sqrt(c ** 7 / (c ** 7 + 25 ** 7)) * Math.sin(60 * Math.exp(-(((h - 275) / 25) ** 2)) * RAD)
  return Math.sqrt((dL / sl) ** 2 + (dC / sc) ** 2 + (dH / sh) ** 2 + rt * (dC / sc) * (dH / sh))
}

/** How far apart two hex colours look to an eye of that sight. */
export const distance = (a: string, b: string, sight: Sight): number => {
  const lab = (hex: string) => {
    const [r, g, blue] = fromHex(hex)
    return toLab(seen([linear(r), linear(g), linear(blue)], sight))
  }
  return ciede2000(lab(a), lab(b))
}
