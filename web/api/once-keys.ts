/** A key nobody else makes up; pages on plain HTTP have no randomUUID. */
export const newKey = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), byte => byte.toString(16).padStart(2, '0')).join('')

/** A key for each request somebody means to make: the same for the same body, so that a second try is carried out once; another for another. */
export const onceKeys = () => {
  let last = { text: '', key: '' }
  return (body: object): string => {
    const text = JSON.stringify(body)
    if (last.text !== text) last = { text, key: newKey() }
    return last.key
  }
}
