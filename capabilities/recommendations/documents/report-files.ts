import { writeAkn } from '../akoma-ntoso/write-akn.ts'
import type { CommandGround, Opened } from '../recommendations.commands.ts'
import { deliver } from './deliver.ts'
import { printedReportOf } from './printed-report.ts'

/** Prints one read report as Word or Akoma Ntoso at the command line; of several it says which one to choose. */
export async function printOneReport(
  opened: readonly Opened[],
  options: { docx?: boolean; akn?: boolean; out?: string },
  ground: CommandGround,
): Promise<void> {
  const read = opened.filter(one => 'report' in one)
  const [one] = read
  if (!one) return
  const format = options.docx ? 'docx' : 'akn'
  if (read.length > 1 || (options.docx && options.akn)) {
    ground.complain(
      read.length > 1
        ? `Only one report at a time can be printed with --${format}. Name one file.`
        : 'Choose one format at a time: --docx or --akn.',
    )
    ground.fail()
    return
  }
  const issuedAt = ground.now().toISOString()
  const document = options.docx
    ? await (await import('./report-word.ts')).printReportAsWord(printedReportOf(one.report), { issuedAt })
    : writeAkn(one.report, one.text, issuedAt.slice(0, 10))
  await deliver(document, format, options.out, ground)
}
