import { useQueryClient } from '@tanstack/react-query'

/** After a decision on one page, the others look again. */
export function useRelationsAgain() {
  const client = useQueryClient()
  return () => client.invalidateQueries({ queryKey: ['relations'] })
}
