import './off-screen.css'

/** A box of a size that is laid out and never seen. */
export const offScreen = ({ width, height }: { width: number; height: number }): HTMLDivElement => {
  const box = document.createElement('div')
  box.className = 'off-screen'
  box.setAttribute('aria-hidden', 'true')
  box.style.width = `${width}px`
  box.style.height = `${height}px`
  document.body.append(box)
  return box
}
