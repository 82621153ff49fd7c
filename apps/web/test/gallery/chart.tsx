import { Stack } from '@mantine/core'
import { ChartFrame } from '#platform/screens/figures/chart-frame.tsx'
import type { Figures } from '#platform/screens/figures/figure.ts'
import { bars, lines } from '#platform/screens/figures/plots.ts'
import { worldMap } from '#platform/screens/figures/world-map.ts'
import { PageTitle } from '#platform/screens/page.tsx'
import { useText } from '#platform/screens/text.ts'

const forms: Figures = {
  columns: [
    { key: 'form', label: 'Form of exploitation', kind: 'text' },
    { key: 'cases', label: 'Persons', kind: 'number' },
  ],
  rows: [
    { form: 'Forced labour', cases: 1412 },
    { form: 'Sexual exploitation', cases: 1109 },
    { form: 'Forced criminal activity', cases: 231 },
    { form: 'Domestic servitude', cases: 118 },
    { form: 'Removal of organs', cases: null },
  ],
}
const years = Array.from({ length: 10 }, (_, index) => 2016 + index)
const series: Figures = {
  columns: [
    { key: 'year', label: 'Year', kind: 'text' },
    { key: 'sex', label: 'Sex', kind: 'text' },
    { key: 'persons', label: 'Persons', kind: 'number' },
  ],
  rows: years.flatMap((year, index) => [
    { year: String(year), sex: 'Women', persons: 120 + index * 6 },
    { year: String(year), sex: 'Men', persons: 60 + index * 14 },
  ]),
}
const flows = [
  { from: 'NGA', to: 'ITA', count: 120 },
  { from: 'NPL', to: 'QAT', count: 90 },
  { from: 'UKR', to: 'DEU', count: 60 },
  { from: 'VNM', to: 'GBR', count: 80 },
]
const names: Record<string, string> = {
  NGA: 'Nigeria',
  ITA: 'Italy',
  NPL: 'Nepal',
  QAT: 'Qatar',
  UKR: 'Ukraine',
  DEU: 'Germany',
  VNM: 'Viet Nam',
  GBR: 'United Kingdom',
}
const map: Figures = {
  columns: [
    { key: 'from', label: 'From', kind: 'text' },
    { key: 'to', label: 'To', kind: 'text' },
    { key: 'count', label: 'Persons', kind: 'number' },
  ],
  rows: flows.map(flow => ({ ...flow, from: names[flow.from]!, to: names[flow.to]! })),
}
const drawBars = bars(forms.rows, { label: 'form', value: 'cases' })
const drawLines = lines(series.rows, { time: 'year', value: 'persons', series: 'sex' })
const drawMap = worldMap({
  flows,
  amounts: [
    { country: 'ITA', count: 120 },
    { country: 'QAT', count: 90 },
    { country: 'DEU', count: 60 },
    { country: 'GBR', count: null },
  ],
  places: {},
  nameOf: code => names[code] ?? code,
  words: { withheld: 'Withheld', absent: 'Not in the table', own: 'In their own country' },
})

export default function Chart() {
  const t = useText()
  const shared = { source: { name: 'Northland, release 3' }, count: 2872 }
  return (
    <>
      <PageTitle lead={t('gallery.chart.lead')}>{t('gallery.nav.chart')}</PageTitle>
      <Stack gap="xl">
        <ChartFrame
          {...shared}
          finding={t('gallery.chart.forms')}
          measure={t('gallery.chart.measure')}
          figures={forms}
          draw={drawBars}
          withheld={{ count: 2, threshold: 5 }}
          fileName="forms"
        />
        <ChartFrame
          {...shared}
          finding={t('gallery.chart.years')}
          measure={t('gallery.chart.measure')}
          figures={series}
          draw={drawLines}
          fileName="years"
        />
        <ChartFrame
          {...shared}
          finding={t('gallery.chart.flows')}
          measure={t('gallery.chart.measure')}
          figures={map}
          draw={drawMap}
          note={t('shell.figure.borders')}
          fileName="flows"
        />
      </Stack>
    </>
  )
}
