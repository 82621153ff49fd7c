import type { Read } from '#platform/database/transaction.ts'

/** One kind of work that waits, as the start page lists it and the navigation counts it. */
export interface HomeItem {
  /** Key of the sentence in the locale files. */
  titleKey: string
  /** Values of the sentence; never identity. */
  values?: Record<string, string | number>
  /** The screen where it is done. */
  to: string
  count: number
  /** Date or instant by which the first of it is due. */
  due?: string
}

export type HomeProvider = (tx: Read) => Promise<HomeItem[]>

/** What waits for a caller, gathered from the capabilities that offer something; each sees only what she may. */
export class Home {
  private readonly providers: HomeProvider[] = []

  add(provider: HomeProvider): void {
    this.providers.push(provider)
  }

  /** Dated work first, earliest first; what is not waiting is left out. */
  async items(tx: Read): Promise<HomeItem[]> {
    const items: HomeItem[] = []
    for (const provider of this.providers) items.push(...(await provider(tx)))
    return items
      .filter(item => item.count > 0)
      .sort((a, b) => (a.due ?? '9999').localeCompare(b.due ?? '9999') || b.count - a.count)
  }
}
