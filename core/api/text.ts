import Type from 'typebox'

/** Text a person typed, at most so long, without control characters. */
export const Text = (max: number) =>
  Type.String({ minLength: 1, maxLength: max, pattern: '^[^\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f]*$' })
