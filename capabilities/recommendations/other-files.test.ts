import { strToU8, zipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { asWord } from './input/printed-files.testing.ts'
import { FILE_BYTES_MAX } from './reading/problems.ts'
import { realText } from './reading/real-reports.testing.ts'
import { type Asking, caseworker, openRegistry, type Registry, rapporteur } from './registry.testing.ts'

let registry: Registry
beforeAll(async () => {
  registry = await openRegistry(['002'])
})
afterAll(() => registry.close())

const ask = <T>(...asking: Asking) => registry.ask<T>(...asking)
const send = <T>(...sending: Parameters<Registry['send']>) => registry.send<T>(...sending)

describe('a file other than text', () => {
  it('a Word file is previewed and entered like its text, and is the same recommendations printed again', async () => {
    const file = await asWord(realText('002'))
    const preview = await send<Record<string, unknown>>(
      rapporteur,
      '/api/recommendations/reports/preview',
      file,
    )
    expect(preview.body).toMatchObject({ fileKind: 'word', recommendations: 39, atoms: 49, known: null })
    const entered = await send<{ slug: string; entered: boolean }>(
      rapporteur,
      '/api/recommendations/reports',
      file,
    )
    expect(entered.status).toBe(201)
    const report = await ask<{ recommendations: number; reissued: number }>(
      caseworker,
      'GET',
      `/api/recommendations/reports/${entered.body.slug}`,
    )
    expect(report.body).toMatchObject({ recommendations: 39, reissued: 39 })
  })

  it.each([
    ['a spreadsheet', () => zipSync({ 'xl/workbook.xml': strToU8('<w/>') }), 'report.table'],
    ['a picture', () => Uint8Array.from([0x89, 0x50, 0x4e, 0x47]), 'report.picture'],
    ['a broken PDF', () => Buffer.from('%PDF-1.4 nothing'), 'report.damaged-pdf'],
  ])('%s is refused with what and what to do', async (_, make, code) => {
    const { status, body } = await send<{ problems: { code: string; what: string; remedy: string }[] }>(
      rapporteur,
      '/api/recommendations/reports/preview',
      make(),
    )
    expect(status).toBe(422)
    expect(body.problems).toMatchObject([
      { code, what: expect.stringMatching(/\.$/), remedy: expect.stringMatching(/\.$/) },
    ])
  })

  it('a file of 100 megabytes is not read to its end', async () => {
    const { status } = await send(
      rapporteur,
      '/api/recommendations/reports/preview',
      Buffer.alloc(100_000_000, 'a'),
    )
    expect(FILE_BYTES_MAX).toBeLessThan(100_000_000)
    expect([413, 422]).toContain(status)
  })
})
