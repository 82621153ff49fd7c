import { writeFile } from 'node:fs/promises'
import type { CommandGround } from '../recommendations.commands.ts'

/** Hands a finished document over: into a file, as text to the terminal, as bytes to where they can go. */
export async function deliver(
  document: string | Uint8Array,
  format: string,
  out: string | undefined,
  ground: CommandGround,
): Promise<void> {
  const refuse = (sentence: string) => {
    ground.complain(sentence)
    ground.fail()
  }
  if (out) {
    try {
      await writeFile(out, document)
    } catch {
      refuse(`${out}: The file could not be written. Check that its folder is there and may be written to.`)
      return
    }
    ground.print(`Written to ${out}.`)
  } else if (typeof document === 'string') ground.print(document)
  else if (!ground.send?.(document))
    refuse(`A terminal cannot show a ${format} file. Say where it goes: --out FILE.`)
}
