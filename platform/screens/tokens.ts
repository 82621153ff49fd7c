/**
 * Every colour of the house, once for paper and once for night. Screens use the names as CSS variables
 * (`var(--ink)`, `var(--blue-soft)`), never a colour of their own. `readablePairs` is held to WCAG 2.2 AA by test.
 */
export const colours = {
  light: {
    paper: '#faf8f3',
    surface: '#fffefb',
    sunken: '#f2eee6',
    ink: '#1d1b19',
    dim: '#5c5750',
    line: '#ddd7cb',
    edge: '#857e72',
    blue: '#17488f',
    'blue-strong': '#0f3670',
    'blue-soft': '#e6edf8',
    'on-blue': '#ffffff',
    amber: '#854600',
    'amber-soft': '#fbeed3',
    red: '#9c2b2b',
    'red-strong': '#7d1f1f',
    'red-soft': '#f9e7e3',
    'on-red': '#ffffff',
    green: '#1f6638',
    'green-soft': '#e3f1e5',
  },
  dark: {
    paper: '#161513',
    surface: '#1f1d1a',
    sunken: '#100f0e',
    ink: '#ece8e0',
    dim: '#b0a99d',
    line: '#3a3731',
    edge: '#8b8478',
    blue: '#9dbff5',
    'blue-strong': '#c2d7fa',
    'blue-soft': '#1c2a42',
    'on-blue': '#0c1a30',
    amber: '#f0bb66',
    'amber-soft': '#36280f',
    red: '#f29b90',
    'red-strong': '#f8bdb5',
    'red-soft': '#3d201c',
    'on-red': '#2b0b08',
    green: '#86cb9c',
    'green-soft': '#17301f',
  },
} as const

export type ColourName = keyof (typeof colours)['light']
export type Scheme = keyof typeof colours

/** Pairs in use: text or sign, ground, and the least contrast WCAG 2.2 AA asks of them. */
export const readablePairs: readonly (readonly [ColourName, ColourName, 4.5 | 3])[] = [
  ...(['paper', 'surface', 'sunken', 'blue-soft', 'amber-soft', 'red-soft', 'green-soft'] as const).map(
    ground => ['ink', ground, 4.5] as const,
  ),
  ...(['paper', 'surface', 'sunken', 'blue-soft'] as const).flatMap(ground => [
    ['dim', ground, 4.5] as const,
    ['blue', ground, 4.5] as const,
    ['blue-strong', ground, 4.5] as const,
    ['edge', ground, 3] as const,
  ]),
  ...(['paper', 'surface', 'sunken'] as const).flatMap(ground => [
    ['amber', ground, 4.5] as const,
    ['red', ground, 4.5] as const,
    ['green', ground, 4.5] as const,
  ]),
  ['amber', 'amber-soft', 4.5],
  ['red', 'red-soft', 4.5],
  ['green', 'green-soft', 4.5],
  ['on-blue', 'blue', 4.5],
  ['on-blue', 'blue-strong', 4.5],
  ['on-red', 'red', 4.5],
  ['on-red', 'red-strong', 4.5],
]

/**
 * Colours of things in pictures, told apart by people who see colours differently; also of different
 * lightness, and never the only sign. The last is for what is unknown or other.
 */
export const kindColours: Record<Scheme, readonly string[]> = {
  light: ['#17488f', '#c2640c', '#0f7d6c', '#8a3d86', '#6c5b00', '#3f86c7', '#a8323e', '#77726a'],
  dark: ['#9dbff5', '#f0a35e', '#5cc8b4', '#d9a0d6', '#d6c65a', '#5f9fdc', '#f08a8a', '#a39c90'],
}

/** Amounts from least to most; on paper from light to dark, at night from dark to light. */
export const amountColours: Record<Scheme, readonly string[]> = {
  light: ['#e9eef6', '#c5d5ec', '#97b5dd', '#648fc7', '#3a69aa', '#17488f', '#0c2c5e'],
  dark: ['#22304a', '#2c446c', '#3b5c91', '#5079b8', '#6f99d8', '#9dbff5', '#d3e2fc'],
}

export const fontFamily =
  "'Noto Sans Variable', 'Noto Sans Arabic Variable', 'Noto Sans SC Variable', 'Noto Sans', system-ui, 'Segoe UI', sans-serif"
export const monospaceFamily =
  "ui-monospace, 'SFMono-Regular', 'DejaVu Sans Mono', Menlo, Consolas, monospace"

/** The tokens as a style sheet: paper by default, night under `data-mantine-color-scheme`, paper always in print. */
export function tokensCss(): string {
  const block = (scheme: Scheme) =>
    [
      `color-scheme: ${scheme}`,
      ...Object.entries(colours[scheme]).map(([name, value]) => `--${name}: ${value}`),
      ...kindColours[scheme].map((value, index) => `--kind-${index + 1}: ${value}`),
      ...amountColours[scheme].map((value, index) => `--amount-${index + 1}: ${value}`),
    ].join('; ')
  return `:root { ${block('light')}; --font: ${fontFamily}; --mono: ${monospaceFamily} }
[data-mantine-color-scheme='dark'] { ${block('dark')} }
@media print { :root, [data-mantine-color-scheme='dark'] { ${block('light')} } }
`
}
