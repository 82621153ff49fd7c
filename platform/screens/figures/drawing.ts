import { useComputedColorScheme, useDirection } from '@mantine/core'
import { type RefObject, useEffect, useState } from 'react'
import type { Formats } from '#kernel/language/format.ts'
import { useFormats, useText } from '../text.ts'
import { amountColours, colours, fontFamily, kindColours, type Scheme } from '../tokens.ts'

/** Colours in which a picture is drawn now. `kinds` tell things apart, `amounts` run from least to most. */
export type PictureColours = {
  ink: string
  dim: string
  line: string
  edge: string
  ground: string
  blue: string
  kinds: readonly string[]
  amounts: readonly string[]
}

export type DrawingPlace = {
  /** Width to fill, CSS pixels. */
  width: number
  colours: PictureColours
  fontFamily: string
  write: Formats
  /** What stands where a figure is withheld. */
  withheld: string
  /** Amounts then grow from right to left; time runs from left to right for every reader. */
  rightToLeft: boolean
}

/** Draws a picture for a place; called again when the place, the theme or the language changes. */
export type Draw = (place: DrawingPlace) => Promise<SVGSVGElement>

export function coloursOf(scheme: Scheme): PictureColours {
  const { ink, dim, line, edge, surface: ground, blue } = colours[scheme]
  return { ink, dim, line, edge, ground, blue, kinds: kindColours[scheme], amounts: amountColours[scheme] }
}

/** Narrower pictures are for a phone, CSS pixels. */
export const narrowPixels = 520

const stepPixels = 20

/** Keeps a drawing in its place; true when it could not be drawn. */
export function useDrawing(place: RefObject<HTMLDivElement | null>, draw: Draw): boolean {
  const t = useText()
  const write = useFormats()
  const scheme = useComputedColorScheme('light')
  const rightToLeft = useDirection().dir === 'rtl'
  const [width, setWidth] = useState(0)
  const [failed, setFailed] = useState(false)
  useEffect(() => {
    const box = place.current
    if (box === null) return
    const observer = new ResizeObserver(([entry]) => {
      const free = entry?.contentRect.width ?? 0
      setWidth(Math.floor(free / stepPixels) * stepPixels || free)
    })
    observer.observe(box)
    return () => observer.disconnect()
  }, [place])
  useEffect(() => {
    if (width === 0) return
    let wanted = true
    draw({
      width,
      colours: coloursOf(scheme),
      fontFamily,
      write,
      withheld: t('shell.figure.withheldCell'),
      rightToLeft,
    }).then(
      svg => {
        if (!wanted) return
        svg.setAttribute('aria-hidden', 'true')
        place.current?.replaceChildren(svg)
      },
      () => wanted && setFailed(true),
    )
    return () => {
      wanted = false
    }
  }, [place, draw, width, scheme, write, t, rightToLeft])
  return failed
}
