import { Command } from 'commander'
import { commands } from './commands.ts'

const program = new Command('palermo')
  .description('Carries a case from first contact to reintegration, and lets only safe numbers leave it.')
  .version('0.1.0')
  .showHelpAfterError('(palermo --help lists the commands)')
  .configureOutput({ outputError: (text, write) => write(text.replace(/^error: /, '')) })

// Who reads the output may have seen enough (`| head`), which is no error; a full disk is one.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit()
  process.stderr.write(
    `The output could not be written: ${error.message}. Free some room or write to another place.\n`,
  )
  process.exit(1)
})

// Each room of commands is loaded only when the command line names it, so that the others cost nothing.
const named = process.argv[2]
for (const { names, add } of commands)
  if (!named || names.includes(named) || !commands.some(c => c.names.includes(named))) await add(program)

try {
  await program.parseAsync()
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error))
  if (process.env.PALERMO_LOG_LEVEL === 'debug') console.error(error)
  process.exitCode = 1
}
