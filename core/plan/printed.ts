/** Both sides of a value: as the document prints it (null where it is silent or lost), and as the product uses it. */
export interface Printed<T> {
  printed: unknown
  adopted: T
  why?: string
}

const isPrinted = <T>(value: T | Printed<T>): value is Printed<T> =>
  typeof value === 'object' && value !== null && 'adopted' in value && 'printed' in value

/** The value in use: the adopted side where both are kept, else the value itself. */
export const adopted = <T>(value: T | Printed<T>): T => (isPrinted(value) ? value.adopted : value)
