import { type Draw, narrowPixels } from './drawing.ts'
import type { FigureRow } from './figure.ts'
import { bars } from './plots.ts'
import { drawingOf, svgText } from './svg.ts'

const headPixels = 30

/**
 * A map that on a phone has its largest numbers as bars below it, since it is too small there to be read alone.
 * @param rows the largest first, in columns `label` and `value`
 * @param title over the bars
 */
export function mapWithBars(map: Draw, rows: readonly FigureRow[], title: string): Draw {
  return async place => {
    if (place.width >= narrowPixels || rows.length === 0) return map(place)
    const { width, colours, fontFamily, rightToLeft } = place
    const [above, below] = await Promise.all([
      map(place),
      bars(rows, { label: 'label', value: 'value' })(place),
    ])
    const heightOf = (svg: SVGSVGElement) => Number(svg.getAttribute('height'))
    const top = heightOf(above) + headPixels
    const whole = drawingOf(width, top + heightOf(below))
    below.setAttribute('y', String(top))
    const head = svgText(title, {
      x: rightToLeft ? width : 0,
      y: top - 8,
      'text-anchor': rightToLeft ? 'end' : 'start',
      'font-family': fontFamily,
      'font-size': 13,
      'font-weight': 600,
      fill: colours.ink,
    })
    whole.append(above, head, below)
    return whole
  }
}
