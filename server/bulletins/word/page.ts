import { AlignmentType, DocumentGridType, Footer, type ISectionOptions, PageNumber, Paragraph, TextRun } from 'docx'
import { LINE, MARGIN, PAGE, pt, SIZES } from './measures.ts'
import { fontOf } from './text.ts'

/** 页码: 四号宋体 between dashes below the type area, one character in from the right; on even pages from the left. */
const pageNumber = (alignment: 'left' | 'right'): Footer => {
  const one = pt(14)
  return new Footer({
    children: [
      new Paragraph({
        alignment: alignment === 'right' ? AlignmentType.RIGHT : AlignmentType.LEFT,
        indent: alignment === 'right' ? { right: one } : { left: one },
        children: [new TextRun({ children: ['— ', PageNumber.CURRENT, ' —'], font: fontOf('page'), size: SIZES.four })],
      }),
    ],
  })
}

/** A section of the document with the measures of GB/T 9704. */
export const section = (children: ISectionOptions['children']): ISectionOptions => ({
  properties: {
    page: { size: PAGE, margin: MARGIN },
    grid: { type: DocumentGridType.DEFAULT, linePitch: LINE },
  },
  footers: { default: pageNumber('right'), even: pageNumber('left') },
  children,
})
