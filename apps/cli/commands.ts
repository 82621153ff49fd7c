import type { Command } from 'commander'

/** The commands by their first word, each loaded from where it lives. */
export const commands: { names: string[]; add: (program: Command) => Promise<void> }[] = [
  { names: ['start'], add: async program => (await import('./start.ts')).addStartCommand(program) },
  { names: ['verify'], add: async program => (await import('./verify.ts')).addVerifyCommand(program) },
  { names: ['migrate'], add: async program => (await import('./migrate.ts')).addMigrateCommand(program) },
]
