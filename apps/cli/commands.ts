import type { Command } from 'commander'
import { withNode } from './open-node.ts'

/** The commands by their first word, each loaded from where it lives. */
export const commands: { names: string[]; add: (program: Command) => Promise<void> }[] = [
  { names: ['start'], add: async program => (await import('./start.ts')).addStartCommand(program) },
  {
    names: ['demo'],
    add: async program => (await import('../demo/demo.command.ts')).addDemoCommand(program, withNode),
  },
  {
    names: ['import', 'export'],
    add: async program => {
      const { addCaseCommands } = await import('#capabilities/cases/cases.commands.ts')
      addCaseCommands(program, withNode, (await import('#standards/codelists.ts')).codelists)
    },
  },
  {
    names: ['recommendations'],
    add: async program =>
      (await import('#capabilities/recommendations/recommendations.commands.ts')).addRecommendationCommands(
        program,
        undefined,
        withNode,
      ),
  },
  {
    names: ['statistics'],
    add: async program =>
      (await import('#capabilities/statistics/statistics.commands.ts')).addStatisticsCommands(
        program,
        withNode,
        undefined,
        async () => [(await import('#capabilities/cases/public.ts')).caseFactHistory],
      ),
  },
  {
    names: ['admin', 'accounts'],
    add: async program =>
      (await import('#platform/accounts/commands.ts')).addAccountCommands(program, withNode),
  },
  { names: ['verify'], add: async program => (await import('./verify.ts')).addVerifyCommand(program) },
  { names: ['migrate'], add: async program => (await import('./migrate.ts')).addMigrateCommand(program) },
]
