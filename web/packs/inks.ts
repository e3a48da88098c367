import { dark, type Flavor, light } from '../map/flavors.ts'

/** What words are written with upon a map; the dark ones are the wall's own. */
export interface Inks {
  flavor: Flavor
  ground: string
  ink: string
  ink_2: string
  ink_3: string
  line: string
  amber: string
  mint: string
  warm: string
}

export const DARK: Inks = {
  flavor: dark,
  ground: dark.background,
  ink: '#f2f5fa',
  ink_2: '#b3bdcb',
  ink_3: '#8794a5',
  line: 'rgb(179 189 203 / 0.3)',
  amber: dark.target,
  mint: dark.family.self_governed,
  warm: '#ff8a70',
}

export const LIGHT: Inks = {
  flavor: light,
  ground: light.background,
  ink: '#18212c',
  ink_2: '#465364',
  ink_3: '#5f6c7b',
  line: 'rgb(70 84 104 / 0.35)',
  amber: '#9a5b00',
  mint: '#1f7a61',
  warm: '#b3361a',
}
