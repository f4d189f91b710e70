/** What the other generators read: as many files as botgen's, smaller ones. */
import type { Sources } from './handler-sources.js'

/** 18 lines and three methods each. */
export function tsoaSources(size: number): Sources {
  const controllers = Array.from({ length: size }, (_, index) => {
    const text = `import { Body, Controller, Get, Path, Post, Query, Route } from 'tsoa'

@Route('orders${index}')
export class Orders${index}Controller extends Controller {
  @Get('{id}')
  public async one(@Path() id: number, @Query() size?: 's' | 'm' | 'l'): Promise<string> {
    return Promise.resolve(\`\${id} \${size ?? 'm'}\`)
  }

  @Get()
  public async all(@Query() count: number): Promise<string[]> {
    return Promise.resolve(Array.from({ length: count }, (_, index) => String(index)))
  }

  @Post()
  public async add(@Body() order: { meal: string; amount: number }): Promise<void> {
    return Promise.resolve(void order)
  }
}
`
    return [`src/controllers/orders-${index}.ts`, text] as const
  })
  return {
    'tsoa.json': JSON.stringify({
      entryFile: 'src/main.ts',
      noImplicitAdditionalProperties: 'throw-on-extras',
      controllerPathGlobs: ['src/controllers/*.ts'],
      spec: { outputDirectory: 'src', specVersion: 3 },
      routes: { routesDir: 'src', middleware: 'express' },
    }),
    'src/main.ts': 'export {}\n',
    ...Object.fromEntries(controllers),
  }
}

/** One route a file, in folders of fifty. */
export function tanstackSources(size: number): Sources {
  const routes = Array.from({ length: size }, (_, index) => {
    const path = `area-${Math.floor(index / 50)}/orders-${index}`
    const text = `import { createFileRoute } from '@tanstack/react-router'

export const Route = createFileRoute('/${path}')({
  loader: async () => Promise.resolve({ meal: 'pizza', amount: ${index} }),
  component: Orders,
})

function Orders() {
  const { meal, amount } = Route.useLoaderData()
  return \`\${amount} \${meal}\`
}
`
    return [`src/routes/${path}.tsx`, text] as const
  })
  const root = `import { createRootRoute } from '@tanstack/react-router'\n\nexport const Route = createRootRoute()\n`
  return { 'src/routes/__root.tsx': root, ...Object.fromEntries(routes) }
}
