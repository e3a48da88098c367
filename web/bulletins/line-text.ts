import { piecesOf } from '#core/bulletins/placeholders.ts'

const NAME = 'name'

/** A placeholder as it stands in a text being written: its figure is seen, its name told, and it is moved or deleted as one. */
const chipOf = (name: string, values: Readonly<Record<string, string>>): HTMLElement => {
  const chip = document.createElement('span')
  chip.className = name in values ? 'chip' : 'chip unknown'
  chip.contentEditable = 'false'
  chip.dataset[NAME] = name
  chip.title = `{${name}}`
  chip.textContent = values[name] ?? `{${name}}`
  return chip
}

/** Shows a text in an element: words as words, placeholders as chips. */
export const showText = (element: HTMLElement, text: string, values: Readonly<Record<string, string>>): void => {
  element.replaceChildren(
    ...piecesOf(text).map(piece =>
      piece.name === null ? document.createTextNode(piece.text) : chipOf(piece.name, values),
    ),
  )
}

/** The text an element shows; line breaks a browser made itself are none. */
export const readText = (element: HTMLElement): string =>
  [...element.childNodes]
    .map(node => {
      if (!(node instanceof HTMLElement)) return node.textContent ?? ''
      const name = node.dataset[NAME]
      return name === undefined ? readText(node) : braced(name)
    })
    .join('')
    .replace(/[\n\r]/g, '')

/** A brace that stands alone is shown as a name, too. */
const braced = (name: string) => (name === '{' || name === '}' ? name : `{${name}}`)

/** Puts words where the caret stands in an element, at its end where it stands elsewhere. */
export const insertText = (element: HTMLElement, text: string): void => {
  element.focus()
  const selection = getSelection()
  const at = selection?.rangeCount && element.contains(selection.anchorNode) ? selection.getRangeAt(0) : null
  const node = document.createTextNode(text)
  if (!selection || !at) element.append(node)
  else {
    at.deleteContents()
    at.insertNode(node)
    at.setStartAfter(node)
    at.collapse(true)
    selection.removeAllRanges()
    selection.addRange(at)
  }
}

/** A click on a figure puts the caret behind it, for in it there is nothing to write. */
export const standBehind = (element: HTMLElement, clicked: EventTarget | null): void => {
  const chip = clicked instanceof HTMLElement && clicked.dataset[NAME] !== undefined ? clicked : null
  if (!chip || element.contentEditable !== 'true') return
  element.focus()
  getSelection()?.collapse(chip.parentNode, [...element.childNodes].indexOf(chip) + 1)
}
