import type { Flag, Report } from '../recommendations.entity.ts'
import { flag } from './flags.ts'

/** A report with the name it goes by in a comparison: its symbol, or its file. */
export interface NamedReport {
  name: string
  report: Report
}

interface CitedVolume {
  name: string
  instrument: string
  volume: string
  literal: string
  flagAt: Flag['where']
}

const VOLUME = /\bTreaty Series, (vol\. \w{1,8}), No\. \w{1,8}/
const INSTRUMENT =
  /(supplementing )?(?:the )?((?:[A-Z][\w-]*)(?: (?:[A-Z][\w-]*|against|on|of|for|the)){1,14})[,.]?$/

/**
 * Compares like citations across reports: the same instrument should be cited with the same volume.
 * @returns per report, the flags to add; which volume is right is for a person to say
 */
export function compareCitations(reports: readonly NamedReport[]): Map<string, Flag[]> {
  const cited = reports.flatMap(citedVolumes)
  const flags = new Map<string, Flag[]>(reports.map(({ name }) => [name, []]))
  for (const one of cited) {
    const other = cited.find(
      candidate =>
        candidate.name !== one.name &&
        candidate.instrument === one.instrument &&
        candidate.volume !== one.volume,
    )
    if (other) {
      flags
        .get(one.name)!
        .push(flag('volume-differs', one.flagAt, one.literal, [one.volume, other.volume, other.name]))
    }
  }
  return flags
}

function citedVolumes({ name, report }: NamedReport): CitedVolume[] {
  return report.paragraphs.flatMap(paragraph =>
    paragraph.notes.flatMap(use => {
      const note = use.note === null ? undefined : report.notes[use.note]
      const volume = note && VOLUME.exec(note.resolved ?? note.text)?.[1]
      const instrument = INSTRUMENT.exec(paragraph.text.slice(Math.max(0, use.at - 240), use.at))
      if (!note || !volume || !instrument) return []
      return [
        {
          name,
          instrument: `${instrument[1] ?? ''}${instrument[2]}`,
          volume,
          literal: note.literal,
          flagAt: { line: note.lines.from, para: paragraph.number, sub: null, source: note.source },
        },
      ]
    }),
  )
}
