import type { Draw } from '#platform/screens/figures/drawing.ts'

/** One history: on which lists, and how many people. */
export interface OverlapRow {
  on: readonly number[]
  count: number
}

const rowPixels = 26
const dotPixels = 7
const namePixelsMax = 110
const numberPixels = 64
const namespace = 'http://www.w3.org/2000/svg'

/**
 * The overlap of lists: a line for each history, with a dot under every list on which its people are, and a bar as long as
 * there are people.
 * @see Lex et al. 2014, UpSet, IEEE TVCG 20, with lines instead of columns
 */
export function overlapPicture(lists: readonly string[], rows: readonly OverlapRow[]): Draw {
  return async ({ width, colours, fontFamily, write, rightToLeft }) => {
    const step = Math.min(40, (width * 0.5) / lists.length)
    const longest = Math.max(...lists.map(name => name.length))
    const namePixels = Math.min(namePixelsMax, longest * 7 + 8)
    const top = namePixels * 0.75 + 12
    const height = top + rows.length * rowPixels + 6
    const dots = step * lists.length + 12
    const room = Math.max(20, width - dots - numberPixels)
    const most = Math.max(...rows.map(row => row.count), 1)
    // Everything is placed as read from left to right, and mirrored for the others.
    const at = (x: number) => (rightToLeft ? width - x : x)
    const svg = element('svg', {
      width,
      height,
      viewBox: `0 0 ${width} ${height}`,
      'font-family': fontFamily,
    })
    svg.setAttribute('direction', 'ltr')
    for (const [j, name] of lists.entries()) {
      const x = at(step * (j + 0.5))
      const turn = rightToLeft ? 48 : -48
      const short = name.length * 7 > namePixelsMax ? `${name.slice(0, 14)}…` : name
      svg.append(
        text(short, {
          x,
          y: top - 10,
          fill: colours.ink,
          'font-size': 13,
          'text-anchor': rightToLeft ? 'end' : 'start',
          transform: `rotate(${turn} ${x} ${top - 10})`,
        }),
      )
    }
    for (const [i, { on, count }] of rows.entries()) {
      const y = top + (i + 0.5) * rowPixels
      const places = [...on.keys()].filter(j => on[j] === 1)
      const line = element('g', {})
      const title = element('title', {})
      title.textContent = `${places.map(j => lists[j]).join(' + ')}: ${write.number(count)}`
      line.append(title)
      if (i % 2 === 1)
        line.append(
          element('rect', {
            x: 0,
            y: y - rowPixels / 2,
            width,
            height: rowPixels,
            fill: colours.line,
            'fill-opacity': 0.25,
          }),
        )
      if (places.length > 1)
        line.append(
          element('line', {
            x1: at(step * (places[0]! + 0.5)),
            x2: at(step * (places.at(-1)! + 0.5)),
            y1: y,
            y2: y,
            stroke: colours.blue,
            'stroke-width': 2,
          }),
        )
      for (const j of on.keys())
        line.append(
          element('circle', {
            cx: at(step * (j + 0.5)),
            cy: y,
            r: on[j] === 1 ? dotPixels : 3,
            fill: on[j] === 1 ? colours.blue : colours.line,
          }),
        )
      const length = Math.max(2, (room * count) / most)
      line.append(
        element('rect', {
          x: rightToLeft ? width - dots - length : dots,
          y: y - 7,
          width: length,
          height: 14,
          fill: colours.blue,
        }),
        text(write.number(count), {
          x: at(dots + length + 6),
          y: y + 4.5,
          fill: colours.ink,
          'font-size': 13,
          'text-anchor': rightToLeft ? 'end' : 'start',
        }),
      )
      svg.append(line)
    }
    return svg as SVGSVGElement
  }
}

function element(name: string, attributes: Record<string, string | number>): SVGElement {
  const made = document.createElementNS(namespace, name)
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value))
  return made
}

function text(content: string, attributes: Record<string, string | number>): SVGElement {
  const made = element('text', attributes)
  made.textContent = content
  return made
}
