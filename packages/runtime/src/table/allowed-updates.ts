import { type UpdateKind, updateKinds } from '../updates/index.js'
import type { ClassRoutes } from './table.js'

/** What sessions record, whatever the handlers ask for. */
const recordedKinds: readonly UpdateKind[] = ['message', 'channel_post', 'business_message', 'guest_message']

/** The kinds of updates that some route of these classes answers, and those that sessions record. */
export function allowedUpdatesOf(classes: readonly ClassRoutes[]): readonly UpdateKind[] {
  const needed = new Set(recordedKinds)
  for (const { routes } of classes) {
    for (const { spec } of routes) for (const kind of kindsOf(spec)) needed.add(kind)
  }
  return updateKinds.filter((kind) => needed.has(kind))
}

function kindsOf(spec: ClassRoutes['routes'][number]['spec']): readonly UpdateKind[] {
  switch (spec.kind) {
    case 'command':
    case 'text':
    case 'pattern':
      return spec.scope
    case 'callback':
      return ['callback_query']
    case 'input':
    case 'observer':
      return spec.kinds
    case 'unprocessed':
      return spec.kinds.length === 0 ? updateKinds : spec.kinds
  }
}
