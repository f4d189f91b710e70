/** A generator as it is written first: a ts-morph project, and the checker's type of each parameter of each method. */
import { Project } from 'ts-morph'

const project = new Project({ tsConfigFilePath: 'tsconfig.json' })
let types = 0
for (const file of project.getSourceFiles()) {
  for (const each of file.getClasses()) {
    for (const method of each.getMethods()) {
      for (const parameter of method.getParameters()) types += parameter.getType().getText().length > 0 ? 1 : 0
    }
  }
}
if (types === 0) throw new Error('There are no parameters.')
