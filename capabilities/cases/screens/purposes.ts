import type { Role } from '#kernel/policy/caller.ts'
import { purposesOfRole } from '#platform/access/purposes.ts'
import { useText } from '#platform/screens/text.ts'

/** Purposes as choices, in the reader's language. */
export function usePurposes(codes: readonly string[]): { code: string; label: string }[] {
  const t = useText()
  return codes.map(code => ({ code, label: t(`cases.purpose.${code}`) }))
}

/** Purposes for which these roles may look for a person; the server decides again. */
export const purposesFor = (roles: readonly string[]): string[] => [
  ...new Set(roles.flatMap(role => [...(purposesOfRole[role as Role] ?? [])]).filter(p => p !== 'import')),
]
