import { Converter, ReflectionKind } from 'typedoc'

/** A plugin of TypeDoc: modules have the names that users import, not the paths of their sources. */
export function load(app) {
  app.converter.on(Converter.EVENT_RESOLVE_BEGIN, ({ project }) => {
    for (const module of project.getReflectionsByKind(ReflectionKind.Module)) {
      module.name = `@botgen/${module.name.replace(/\/src(?=\/|$)/, '').replace(/\/index$/, '')}`
    }
  })
}
