/** The six import rules of the house. Each message says what to do instead. */
const only = (path: string) => ({ path })
const sharedByTests = '(\\.test\\.ts|\\.pg\\.test\\.ts|\\.browser\\.test\\.ts)$'

/** A forbidden import, as dependency-cruiser takes it. */
export interface ImportRule {
  name: string
  severity: 'error'
  /** What to do instead. */
  comment: string
  from: object
  to: object
}

export const importRules: readonly ImportRule[] = [
  {
    name: '1-direction',
    severity: 'error',
    comment:
      'Imports point downwards only: apps → capabilities → platform → kernel. Move what you need down, or hand it in as an argument.',
    from: { path: '^platform/', pathNot: sharedByTests },
    to: only('^(capabilities|apps)/'),
  },
  {
    name: '2-front-door',
    severity: 'error',
    comment:
      'Another capability is entered through its public.ts. Export there what you need, if it may be shared.',
    from: { path: '^capabilities/([^/]+)/' },
    to: {
      path: '^capabilities/([^/]+)/',
      pathNot: [
        '^capabilities/$1/',
        '^capabilities/[^/]+/public\\.ts$',
        '^capabilities/[^/]+/[^/]+\\.examples\\.ts$',
      ],
    },
  },
  {
    name: '3-kernel-is-pure',
    severity: 'error',
    comment: 'The kernel imports nothing of ours and does no input or output. Hand the data in.',
    from: { path: '^kernel/', pathNot: sharedByTests },
    to: { pathNot: ['^kernel/'] },
  },
  {
    name: '4-nobody-imports-apps',
    severity: 'error',
    comment:
      'apps/ composes and is imported by nobody. Move the shared part into a capability or the platform.',
    from: { path: '^(kernel|platform|capabilities|standards)/', pathNot: sharedByTests },
    to: only('^apps/'),
  },
  {
    name: '5-browser-safe',
    severity: 'error',
    comment: 'A screen can never reach node:*, the database or a store. Fetch it through the API.',
    from: {
      path: '(^apps/web/(?!build/|vite\\.config)|^platform/screens/|/screens/).*\\.tsx?$',
      pathNot: ['\\.test\\.tsx?$', '/build/', 'vite\\.config'],
    },
    to: {
      path: [
        '^node:',
        '(^|/)node_modules/(kysely|pg|@electric-sql)/',
        '\\.store\\.ts$',
        '^platform/(database|ledger|vault|accounts|jobs|files|http)/',
      ],
      reachable: true,
    },
  },
  {
    name: '6-resolvable',
    severity: 'error',
    comment: 'This import leads nowhere. Correct the path, or add the package to package.json.',
    from: {},
    to: { couldNotResolve: true, pathNot: ['\\?', '^virtual:'] },
  },
]

export const readingOptions = {
  doNotFollow: { path: 'node_modules' },
  exclude: { path: ['^(data|dist|coverage)/'] },
  enhancedResolveOptions: {
    exportsFields: ['exports'],
    conditionNames: ['import', 'require', 'node', 'default', 'types'],
    extensions: ['.ts', '.tsx', '.js', '.mjs', '.json', '.css'],
  },
}
