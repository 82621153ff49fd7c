const svgNamespace = 'http://www.w3.org/2000/svg'

/** A part of a drawing with its attributes. */
export function svgPart(name: string, attributes: Record<string, string | number>): SVGElement {
  const part = document.createElementNS(svgNamespace, name)
  for (const [key, value] of Object.entries(attributes)) part.setAttribute(key, String(value))
  return part
}

/** An empty drawing, which stays from left to right on a mirrored page. */
export function drawingOf(width: number, height: number): SVGSVGElement {
  const svg = svgPart('svg', { width, height, viewBox: `0 0 ${width} ${height}` }) as SVGSVGElement
  svg.setAttribute('direction', 'ltr')
  return svg
}

/** A text in a drawing. */
export function svgText(text: string, attributes: Record<string, string | number>): SVGElement {
  const part = svgPart('text', attributes)
  part.textContent = text
  return part
}

/** The same part with words of its own, for a pointer that rests on it. */
export function titled(part: SVGElement, text: string): SVGElement {
  const title = svgPart('title', {})
  title.textContent = text
  part.append(title)
  return part
}

/** How wide a text stands, pixels. */
export function textWidth(text: string, fontPixels: number, fontFamily: string, weight = 400): number {
  const canvas = document.createElement('canvas').getContext('2d')
  if (canvas === null) return text.length * fontPixels * 0.6
  canvas.font = `${weight} ${fontPixels}px ${fontFamily}`
  return canvas.measureText(text).width
}
