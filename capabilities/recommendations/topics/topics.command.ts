import type { Command } from 'commander'
import { nodeCaller } from '#kernel/policy/caller.ts'
import type { WithNode } from '../enter.command.ts'
import type { CommandGround } from '../recommendations.commands.ts'
import { skosJsonLd, skosTurtle } from './skos.ts'
import { type CountedConcept, listConcepts } from './topics.store.ts'

interface Options {
  skos?: boolean
  json?: boolean
  base: string
}

/** Adds `recommendations topics`: the thesaurus of this node as a list, as JSON, or in SKOS. */
export function addTopicsCommand(group: Command, ground: CommandGround, withNode: WithNode): void {
  group
    .command('topics')
    .description('Print the thesaurus of this node, with how many recommendations each topic has.')
    .option('--skos', 'print SKOS: Turtle, or JSON-LD together with --json')
    .option('--json', 'print JSON')
    .option('--base <address>', 'address of the thesaurus in SKOS', 'urn:palermo:topics')
    .action(async ({ skos, json, base }: Options) => {
      const concepts = await withNode(({ database }) =>
        database.read(nodeCaller('administration'), listConcepts),
      )
      if (concepts.length === 0) {
        ground.complain('This node has no topics yet: they come with the first report that is entered.')
        return ground.fail()
      }
      if (skos && !json) ground.print(await skosTurtle(concepts, base))
      else if (json) ground.print(JSON.stringify(skos ? skosJsonLd(concepts, base) : concepts, null, 2))
      else ground.print(asTree(concepts))
    })
}

/** Themes in their order, narrower topics beneath; what is not adopted says so. */
function asTree(concepts: readonly CountedConcept[]): string {
  const lines: string[] = []
  const add = (concept: CountedConcept, depth: number) => {
    const status = concept.status === 'adopted' ? '' : ` (${concept.status})`
    lines.push(`${'  '.repeat(depth)}${concept.labels.en}${status}  ${concept.recommendations}`)
    for (const other of concepts.filter(one => one.broader[0] === concept.key)) add(other, depth + 1)
  }
  for (const concept of concepts.filter(one => one.broader.length === 0)) add(concept, 0)
  return lines.join('\n')
}
