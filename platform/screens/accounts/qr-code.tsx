import { useEffect, useState } from 'react'

const quietZone = 4

/** Draws a text as a QR code, dark on light whatever the theme, since readers expect it so. */
export function QrCode({ text, label }: { text: string; label: string }) {
  const [drawing, setDrawing] = useState<{ path: string; size: number }>()
  useEffect(() => {
    let wanted = true
    void import('qrcode').then(({ default: qrcode }) => {
      const { modules } = qrcode.create(text, { errorCorrectionLevel: 'M' })
      const squares: string[] = []
      for (let row = 0; row < modules.size; row++)
        for (let column = 0; column < modules.size; column++)
          if (modules.get(row, column)) squares.push(`M${column + quietZone} ${row + quietZone}h1v1h-1z`)
      if (wanted) setDrawing({ path: squares.join(''), size: modules.size + 2 * quietZone })
    })
    return () => {
      wanted = false
    }
  }, [text])
  if (drawing === undefined) return <div className="qr-code" />
  return (
    <svg
      className="qr-code"
      role="img"
      aria-label={label}
      viewBox={`0 0 ${drawing.size} ${drawing.size}`}
      shapeRendering="crispEdges"
    >
      <rect width={drawing.size} height={drawing.size} fill="#fff" />
      <path d={drawing.path} fill="#000" />
    </svg>
  )
}
