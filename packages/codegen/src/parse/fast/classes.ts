import type { Class, Node, Program } from 'oxc-parser'
import type { BaseFact, ClassFact, Exported, SubclassFact } from '../../facts.js'
import { declaredBy } from './declarations.js'
import { decoratorFact } from './decorators.js'
import { exportOf } from './exports.js'
import { constructionFact, isDecorated, memberFact, memberName, memberRange, membersOf } from './members.js'
import { dottedPath } from './names.js'
import { type Range, type Source, skipTrivia } from './source.js'
import { staticFacts } from './statics.js'
import { typeFact } from './types.js'
import { Unsure } from './unsure.js'
import { childrenOf } from './walk.js'

/** A class and what surrounds it. */
export interface FoundClass {
  readonly node: Class
  readonly place: ClassFact['place']
  readonly exported: Exported
  /** Only declared: itself or something around it says `declare`. */
  readonly ambient: boolean
}

/** All classes, in source order. */
export function classesOf({ body: statements }: Pick<Program, 'body'>, { text }: Source): readonly FoundClass[] {
  const found: FoundClass[] = []
  const isFlat =
    text.split('class').length - 1 === statements.filter((each) => declaredBy(each)?.type === 'ClassDeclaration').length
  const visit = (node: Node, outer: Omit<FoundClass, 'node'>): void => {
    const ambient = outer.ambient || ('declare' in node && node.declare)
    if (node.type === 'ClassDeclaration' || node.type === 'ClassExpression') found.push({ ...outer, ambient, node })
    // Where each `class` of the text is one at the top level there are none inside.
    if (isFlat) return
    for (const child of childrenOf(node)) visit(child, { place: 'nested', exported: { kind: 'none' }, ambient })
  }
  for (const statement of statements) {
    const node = declaredBy(statement)
    if (node === null) continue
    if (node.type === 'ClassDeclaration') {
      visit(node, { place: 'topLevel', exported: exportOf(statement, node.id?.name, statements), ambient: false })
    } else {
      const isEquals = node.type === 'TSExportAssignment' && node.expression.type === 'ClassExpression'
      const top = node.type === 'TSExportAssignment' && isEquals ? node.expression : node
      visit(top, { place: 'nested', exported: { kind: isEquals ? 'equals' : 'none' }, ambient: false })
    }
  }
  return found
}

/** Whether others can know the class, or it bears a decorator, itself or on a member or a parameter. */
export function matters({ node, place, ambient }: FoundClass): boolean {
  return place === 'topLevel' || node.decorators.length > 0 || membersOf(node, ambient).some(isDecorated)
}

export function classFact({ node, place, exported, ambient }: FoundClass, source: Source): ClassFact {
  return {
    name: node.id?.name,
    exported,
    place,
    abstract: node.abstract === true,
    generic: (node.typeParameters?.params.length ?? 0) > 0,
    span: source.span(node.id ?? classKeyword(node, source)),
    base: baseFact(node, source),
    decorators: node.decorators.map((each) => decoratorFact(each, source)),
    construction: constructionFact(node, ambient, source),
    members: membersOf(node, ambient)
      .filter(isDecorated)
      .flatMap((member) => memberFact(member, node, source)),
    statics: staticFacts(node, source),
  }
}

/** What a class with a base class leaves without decorators; nothing when the base is an expression. */
export function subclassFact({ node, ambient }: FoundClass, source: Source): readonly SubclassFact[] {
  const base = node.superClass === null ? undefined : dottedPath(node.superClass)
  if (base === undefined) return []
  const undecorated = membersOf(node, ambient).flatMap((member) => {
    if ('kind' in member && member.kind === 'constructor') return []
    const name = memberName(member, source)
    if (name.kind !== 'plain' || isDecorated(member)) return []
    return [{ name: name.text, static: member.static, span: source.span(memberRange(member, source)) }]
  })
  return [{ name: node.id?.name, base, undecorated }]
}

function baseFact({ superClass, superTypeArguments }: Class, source: Source): BaseFact | undefined {
  const path = superClass === null ? undefined : dottedPath(superClass)
  if (path === undefined) return undefined
  return { path, typeArguments: (superTypeArguments?.params ?? []).map((each) => typeFact(each, source)) }
}

/** Where `class` stands in a class without a name. */
function classKeyword({ start, decorators }: Class, { text }: Source): Range {
  let at = skipTrivia(text, Math.max(start, decorators.at(-1)?.end ?? 0))
  while (text.startsWith('abstract', at) || text.startsWith('declare', at)) {
    at = skipTrivia(text, at + (text.startsWith('abstract', at) ? 'abstract' : 'declare').length)
  }
  if (!text.startsWith('class', at)) throw new Unsure('A class without a name')
  return { start: at, end: at + 'class'.length }
}
