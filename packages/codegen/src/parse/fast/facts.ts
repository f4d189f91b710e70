import type { Program } from 'oxc-parser'
import type { FileFacts } from '../../facts.js'
import { bindingFacts } from './bindings.js'
import { classesOf, classFact, matters, subclassFact } from './classes.js'
import { declarationFacts } from './declarations.js'
import { exportFacts } from './exports.js'
import { importFacts } from './imports.js'
import { topLevelNames } from './names.js'
import { Source } from './source.js'

/**
 * The facts of a file without syntax errors.
 *
 * @param text - the file as it is, whatever the tree was made from
 */
export function factsOf(file: string, text: string, program: Program): FileFacts {
  const { body } = program
  const source = new Source(text, topLevelNames(body))
  const classes = classesOf(program)
  return {
    file,
    syntaxErrors: [],
    imports: importFacts(body),
    exports: exportFacts(body),
    bindings: bindingFacts(body, source),
    subclasses: classes.flatMap((found) => subclassFact(found, source)),
    declarations: declarationFacts(body),
    classes: classes.filter(matters).map((found) => classFact(found, source)),
  }
}
