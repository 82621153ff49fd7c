import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core'
import { colours, fontFamily, monospaceFamily } from '#platform/screens/tokens.ts'

const shades = (soft: string, full: string, strong: string): MantineColorsTuple =>
  [soft, soft, soft, soft, full, full, full, full, strong, strong] as const

const { light, dark } = colours

/** Mantine in the colours of the house. Its variables point at our tokens, so that night is one place. */
export const theme = createTheme({
  fontFamily,
  fontFamilyMonospace: monospaceFamily,
  primaryColor: 'blue',
  colors: {
    blue: shades(light['blue-soft'], light.blue, light['blue-strong']),
    amber: shades(light['amber-soft'], light.amber, light.amber),
    red: shades(light['red-soft'], light.red, light['red-strong']),
    green: shades(light['green-soft'], light.green, light.green),
    gray: [
      light.paper,
      light.sunken,
      light.sunken,
      light.line,
      light.edge,
      light.edge,
      light.dim,
      light.dim,
      light.ink,
      light.ink,
    ],
    dark: [
      dark.ink,
      dark.ink,
      dark.dim,
      dark.dim,
      dark.edge,
      dark.line,
      dark.surface,
      dark.paper,
      dark.sunken,
      dark.sunken,
    ],
  },
  defaultRadius: 'sm',
  radius: { xs: '2px', sm: '4px', md: '6px', lg: '8px', xl: '12px' },
  shadows: {
    xs: 'none',
    sm: 'none',
    md: '0 4px 18px rgb(20 18 15 / 16%)',
    lg: '0 4px 18px rgb(20 18 15 / 16%)',
    xl: '0 4px 18px rgb(20 18 15 / 16%)',
  },
  fontSizes: { xs: '0.8125rem', sm: '0.9375rem', md: '1rem', lg: '1.125rem', xl: '1.25rem' },
  lineHeights: { xs: '1.45', sm: '1.5', md: '1.6', lg: '1.6', xl: '1.5' },
  headings: {
    fontWeight: '650',
    sizes: {
      h1: { fontSize: '1.75rem', lineHeight: '1.25' },
      h2: { fontSize: '1.25rem', lineHeight: '1.35' },
      h3: { fontSize: '1.0625rem', lineHeight: '1.4' },
    },
  },
  respectReducedMotion: true,
  cursorType: 'pointer',
  focusRing: 'auto',
  components: {
    Button: { defaultProps: { size: 'md' } },
    Modal: { defaultProps: { centered: true, overlayProps: { color: '#14120f', backgroundOpacity: 0.45 } } },
    Table: { defaultProps: { borderColor: 'var(--line)', verticalSpacing: 'sm' } },
    Divider: { defaultProps: { color: 'var(--line)' } },
    Tooltip: { defaultProps: { openDelay: 400, events: { hover: true, focus: true, touch: false } } },
  },
  variantColorResolver: ({ color, variant }) => paint(family(color), variant),
})

type Family = 'blue' | 'red' | 'amber' | 'green' | 'grey'

function family(color: string | undefined): Family {
  const name = (color ?? 'blue').split('.')[0]
  return name === 'red' || name === 'amber' || name === 'green' || name === 'blue' ? name : 'grey'
}

function paint(name: Family, variant: string) {
  const own = name === 'grey' ? 'var(--ink)' : `var(--${name})`
  const soft = name === 'grey' ? 'var(--sunken)' : `var(--${name}-soft)`
  const clear = '1px solid transparent'
  if (variant === 'filled') {
    const on = name === 'blue' || name === 'red' ? `var(--on-${name})` : 'var(--paper)'
    const hover = name === 'blue' || name === 'red' ? `var(--${name}-strong)` : own
    return { background: own, hover, color: on, border: clear }
  }
  if (variant === 'light') return { background: soft, hover: soft, color: own, border: clear }
  if (variant === 'outline')
    return { background: 'transparent', hover: soft, color: own, border: `1px solid ${own}` }
  if (variant === 'default' || variant === 'white')
    return {
      background: 'var(--surface)',
      hover: 'var(--sunken)',
      color: 'var(--ink)',
      border: '1px solid var(--edge)',
    }
  return {
    background: 'transparent',
    hover: variant === 'subtle' ? soft : 'transparent',
    color: own,
    border: clear,
  }
}

const ours: Record<string, string> = {
  '--mantine-color-body': 'var(--paper)',
  '--mantine-color-text': 'var(--ink)',
  '--mantine-color-bright': 'var(--ink)',
  '--mantine-color-dimmed': 'var(--dim)',
  '--mantine-color-placeholder': 'var(--dim)',
  '--mantine-color-error': 'var(--red)',
  '--mantine-color-success': 'var(--green)',
  '--mantine-color-anchor': 'var(--blue)',
  '--mantine-color-default': 'var(--surface)',
  '--mantine-color-default-hover': 'var(--sunken)',
  '--mantine-color-default-color': 'var(--ink)',
  '--mantine-color-default-border': 'var(--edge)',
  '--mantine-color-disabled': 'var(--sunken)',
  '--mantine-color-disabled-color': 'var(--dim)',
  '--mantine-color-disabled-border': 'var(--line)',
  '--mantine-primary-color-contrast': 'var(--on-blue)',
  '--mantine-primary-color-filled': 'var(--blue)',
  '--mantine-primary-color-filled-hover': 'var(--blue-strong)',
  '--mantine-primary-color-light': 'var(--blue-soft)',
  '--mantine-primary-color-light-hover': 'var(--blue-soft)',
  '--mantine-primary-color-light-color': 'var(--blue)',
}
for (const name of ['blue', 'amber', 'red', 'green'] as const) {
  ours[`--mantine-color-${name}-text`] = `var(--${name})`
  ours[`--mantine-color-${name}-filled`] = `var(--${name})`
  ours[`--mantine-color-${name}-filled-hover`] = `var(--${name})`
  ours[`--mantine-color-${name}-light`] = `var(--${name}-soft)`
  ours[`--mantine-color-${name}-light-hover`] = `var(--${name}-soft)`
  ours[`--mantine-color-${name}-light-color`] = `var(--${name})`
  ours[`--mantine-color-${name}-outline`] = `var(--${name})`
  ours[`--mantine-color-${name}-outline-hover`] = `var(--${name}-soft)`
}

export const cssVariables: CSSVariablesResolver = () => ({ variables: {}, light: ours, dark: ours })
