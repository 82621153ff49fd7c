import type { Direction, Flag, Report } from './recommendations.entity.ts'

/** What `recommendations parse --json` prints for one report. */
export interface PresentedReport {
  document: { symbol: string | null; date: string | null; title: string | null }
  atoms: { para: number; sub: string | null; addressee: string; deontic: string; text: string }[]
  crossReferences: {
    fromPara: number
    fromSub: string | null
    toPara: number
    toSub: string | null
    direction: Direction | null
  }[]
  flags: {
    code: string
    line: number
    para: number | null
    sub: string | null
    literal: string
    what: string
    remedy: string
  }[]
}

/** A report as other programs read it: numbers as printed, sub-items as a letter or null. */
export function presentReport({ document, atoms, crossReferences, flags }: Report): PresentedReport {
  return {
    document: { symbol: document.symbol, date: document.date, title: document.title },
    atoms: atoms.map(({ para, sub, addressee, deontic, text }) => ({ para, sub, addressee, deontic, text })),
    crossReferences: crossReferences.map(({ fromPara, fromSub, toPara, toSub, direction }) => ({
      fromPara,
      fromSub,
      toPara,
      toSub,
      direction,
    })),
    flags: flags.map(presentFlag),
  }
}

function presentFlag({ code, where, literal, what, remedy }: Flag): PresentedReport['flags'][number] {
  return { code, line: where.line, para: where.para, sub: where.sub, literal, what, remedy }
}
