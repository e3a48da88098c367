import type { BulletinPart } from '#core/packs/parts-of.ts'
import type { Trx } from '../db/database.ts'

/** The files of a closing's bulletins, each form once. */
export const bulletinParts = async (_trx: Trx, _plan: string, _closing: number): Promise<BulletinPart[]> => []

/** One of them, as it was issued, or as it stands where it is not issued yet. */
export const bulletinContent = async (_trx: Trx, _plan: string, _part: { of: string | null }): Promise<Buffer> => {
  throw new Error('no bulletins')
}
