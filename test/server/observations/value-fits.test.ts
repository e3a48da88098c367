import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { valueFits } from '#core/observations/value-fits.ts'
import { eachEngine } from '../../helpers/engines.ts'

const VALUES = [
  '0',
  '1',
  '01',
  '-1',
  '1.5',
  '1.',
  '.5',
  '-0',
  '1e3',
  '999999999999999',
  '1000000000000000',
  '123456789012.123456',
  '1.1234567',
  'true',
  'false',
  'yes',
  '是',
  'a',
  ' a',
  'a ',
  'a b',
  'a\tb',
  '2024-02-29',
  '2023-02-29',
  '2024-2-9',
  '0999-01-01',
  '３',
  '123456789012345678',
  '1234567890123456789',
  '',
]
const TYPES = ['boolean', 'count', 'number', 'choice', 'reference', 'day', 'text']

eachEngine('the form of values', connection => {
  test('the rule here and the database say the same of every type', async () => {
    const { rows } = await sql<{ type: string; value: string; fits: boolean | null }>`
      select t.type, v.value, value_fits(t.type, array['a', 'yes'], v.value) as fits
      from unnest(${TYPES}::text[]) as t (type), unnest(${VALUES}::text[]) as v (value)`.execute(connection().db)
    expect(rows.length).toBe(TYPES.length * VALUES.length)
    for (const { type, value, fits } of rows)
      expect([type, value, valueFits(type, ['a', 'yes'], value)]).toEqual([type, value, fits === true])
  })
})
