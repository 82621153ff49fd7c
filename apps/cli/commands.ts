import type { Command } from 'commander'

/** The commands by their first word, each loaded from where it lives. */
export const commands: { names: string[]; add: (program: Command) => Promise<void> }[] = [
  { names: ['start'], add: async program => (await import('./start.ts')).addStartCommand(program) },
  { names: ['verify'], add: async program => (await import('./verify.ts')).addVerifyCommand(program) },
  { names: ['migrate'], add: async program => (await import('./migrate.ts')).addMigrateCommand(program) },
  {
    names: ['import', 'export'],
    add: async program => {
      const [{ addCaseCommands }, { withNode }, { codelists }] = await Promise.all([
        import('#capabilities/cases/cases.commands.ts'),
        import('./open-node.ts'),
        import('#standards/codelists.ts'),
      ])
      addCaseCommands(program, withNode, codelists)
    },
  },
]
