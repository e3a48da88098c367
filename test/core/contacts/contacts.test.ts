import { expect, test } from 'vitest'
import { maskPhone } from '#core/contacts/mask-phone.ts'
import { termState } from '#core/contacts/term.ts'

test.each([
  ['2024-12-18', '2024-10-18', 'running'],
  ['2024-12-17', '2024-10-18', 'ending'],
  ['2024-10-18', '2024-10-18', 'ending'],
  ['2024-10-17', '2024-10-18', 'over'],
])('a term that ends on %s is, on %s, %s', (term_to, today, state) => {
  expect(termState(term_to, today)).toBe(state)
})

test.each([
  ['13800001234', '138******34'],
  ['0379-1234', '037****34'],
  ['12345', '123*'],
])('%s is shown as %s', (phone, masked) => {
  expect(maskPhone(phone)).toBe(masked)
})
