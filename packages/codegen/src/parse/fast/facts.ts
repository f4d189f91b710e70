import type { FileFacts } from '../../facts.js'
import { bindingFacts } from './bindings.js'
import { classesOf, classFact, matters, subclassFact } from './classes.js'
import { declarationFacts } from './declarations.js'
import { exportFacts } from './exports.js'
import { importFacts } from './imports.js'
import { topLevelNames } from './names.js'
import { Source } from './source.js'
import type { Reading } from './syntax.js'

/** The facts of a file without syntax errors; `text` is the whole of it. */
export function factsOf(file: string, text: string, { program, imports: plain }: Reading): FileFacts {
  const { body } = program
  const imports = plain ?? importFacts(body)
  const source = new Source(text, new Set([...imports.map(({ local }) => local), ...topLevelNames(body)]))
  const classes = classesOf(program, source)
  return {
    file,
    syntaxErrors: [],
    imports,
    exports: exportFacts(body),
    bindings: bindingFacts(body, source),
    subclasses: classes.flatMap((found) => subclassFact(found, source)),
    declarations: declarationFacts(body, source),
    classes: classes.filter(matters).map((found) => classFact(found, source)),
  }
}
