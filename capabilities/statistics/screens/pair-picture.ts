import type { Draw } from '#platform/screens/figures/drawing.ts'
import { base, svgOf } from '#platform/screens/figures/plots.ts'

/** Lines of two figures each; null is withheld and has no mark. */
export interface DrawnPairs {
  lines: readonly { name: string; a: number | null; b: number | null }[]
  nameA: string
  nameB: string
}

const rowPixels = 40

/** Two figures a line: a hollow circle for the first, a full one for the second, and the way from one to the other. */
export function pairPicture({ lines, nameA, nameB }: DrawnPairs): Draw {
  return async place => {
    const Plot = await import('@observablehq/plot')
    const { colours, write, width, rightToLeft } = place
    const longest = Math.max(...lines.map(line => line.name.length), 4)
    const above = width < 520 && longest * 7 > width * 0.3
    const labelWidth = above ? 12 : Math.min(width * 0.4, longest * 7 + 18)
    const both = lines.filter(line => line.a !== null && line.b !== null)
    const said = ({ name, a, b }: DrawnPairs['lines'][number]) =>
      `${name}: ${nameA} ${a === null ? place.withheld : write.number(a)}, ${nameB} ${b === null ? place.withheld : write.number(b)}`
    const bare = lines.filter(line => line.a === null && line.b === null)
    const half = lines.filter(line => (line.a === null) !== (line.b === null))
    const most = Math.max(...lines.flatMap(line => [line.a ?? 0, line.b ?? 0]), 1)
    const [marginLeft, marginRight] = rightToLeft ? [48, labelWidth] : [labelWidth, 48]
    return svgOf(
      Plot.plot({
        ...base(place),
        marginLeft,
        marginRight,
        marginTop: 24,
        marginBottom: 4,
        height: lines.length * rowPixels + 28,
        x: {
          axis: 'top',
          label: null,
          domain: [0, most],
          nice: true,
          tickSize: 0,
          ticks: Math.max(2, Math.floor(width / 140)),
          tickFormat: write.number,
          reverse: rightToLeft,
        },
        y: {
          domain: lines.map(line => line.name),
          axis: above ? null : rightToLeft ? 'right' : 'left',
          label: null,
          tickSize: 0,
          tickPadding: 12,
        },
        marks: [
          Plot.gridX({ stroke: colours.line, strokeOpacity: 1 }),
          Plot.link(both, { x1: 'a', x2: 'b', y1: 'name', y2: 'name', stroke: colours.edge, strokeWidth: 3 }),
          Plot.dot(
            lines.filter(line => line.a !== null),
            {
              x: 'a',
              y: 'name',
              r: 6,
              fill: colours.ground,
              stroke: colours.blue,
              strokeWidth: 2,
              title: said,
            },
          ),
          Plot.dot(
            lines.filter(line => line.b !== null),
            {
              x: 'b',
              y: 'name',
              r: 6,
              fill: colours.blue,
              stroke: colours.blue,
              strokeWidth: 2,
              title: said,
            },
          ),
          Plot.text(bare, {
            x: 0,
            y: 'name',
            text: () => place.withheld,
            fill: colours.dim,
            textAnchor: rightToLeft ? 'end' : 'start',
            dx: rightToLeft ? -8 : 8,
          }),
          // Where one of the two is withheld, the picture says which.
          Plot.text(half, {
            x: line => line.a ?? line.b,
            y: 'name',
            text: line => `${line.a === null ? nameA : nameB}: ${place.withheld}`,
            fill: colours.dim,
            textAnchor: rightToLeft ? 'end' : 'start',
            dx: rightToLeft ? -14 : 14,
          }),
          ...(above
            ? [
                Plot.text(lines, {
                  x: 0,
                  y: 'name',
                  text: 'name',
                  fill: colours.ink,
                  textAnchor: rightToLeft ? 'end' : 'start',
                  dy: -14,
                }),
              ]
            : []),
        ],
      }),
      labelWidth,
    )
  }
}
