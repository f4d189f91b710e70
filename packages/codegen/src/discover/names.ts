/**
 * Which names lead to others, read from the text alone: no parser is loaded to find out which files matter. What is
 * said here may be too much, which costs a parse, but not too little.
 */

/** Letters by exclusion: what Unicode takes for one would take longer to look up than all files to read. */
const name = String.raw`[^\s\x00-#%-/:-@\x5b-\x5e\x60\x7b-\x7f]+`

/** A declaration begins a line, as every formatter has it; what follows it on further lines belongs to it. */
const declaration =
  /^(?=(?:export|import|const|let|var|async|function|declare|abstract|class|interface|type|enum|namespace)\b|@)/m
const ofClass = /^(?:@|(?:export\s+)?(?:default\s+)?(?:declare\s+)?(?:abstract\s+)?class\b)/
const ofValue = new RegExp(
  String.raw`^(?:export\s+)?(?:default\s+)?(?:declare\s+)?(?:const|let|var|(?:async\s+)?function\b\s*\*?|import)\s+(?:(${name})|\{([^}]*)\})`,
)
const aliases = new RegExp(String.raw`(${name})\s+as\s+(${name}|'[^']*'|"[^"]*")`, 'g')
const words = new RegExp(name, 'g')

const exportsMore = /^export\b(?!\s+(?:default\s+)?(?:declare\s+)?(?:abstract\s+)?(?:class|interface|type)\b(?!\s*\{))/m

/** The names that a file may export for one of `known`: aliases, constants and functions made of it, or `default`. */
export function namesMadeFrom(text: string, known: ReadonlySet<string>): ReadonlySet<string> {
  // Most files export classes and types only.
  if (!exportsMore.test(text)) return new Set()
  const statements = text.split(declaration).filter((statement) => !ofClass.test(statement))
  const local = new Set(known)
  const exported = new Set<string>()
  for (let before = -1; before !== local.size + exported.size; ) {
    before = local.size + exported.size
    for (const statement of statements) {
      for (const made of namesOf(statement, local)) {
        local.add(made)
        if (statement.startsWith('export')) exported.add(made)
      }
    }
  }
  return exported
}

/** The classes that a text declares. */
export function classesIn(text: string): readonly string[] {
  return [...text.matchAll(classNames)].map((match) => match[1] ?? '')
}

const classNames = new RegExp(String.raw`\bclass\s+(${name})`, 'g')

/** The names that the classes of a text extend. */
export function basesIn(text: string): readonly string[] {
  return [...text.matchAll(extended)].map((match) => match[1] ?? '')
}

/** What imports and exports call names otherwise: from the name to its others. */
export function renamings(texts: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>()
  for (const text of texts) {
    for (const [original, other] of aliasesIn(text)) {
      const known = found.get(original)
      if (known === undefined) found.set(original, [other])
      else known.push(other)
    }
  }
  return found
}

const extended = new RegExp(String.raw`\bextends\s+(?:${name}\s*\.\s*)*(${name})`, 'g')

function namesOf(statement: string, known: ReadonlySet<string>): readonly string[] {
  if (!statement.match(words)?.some((word) => known.has(word))) return []
  const found: string[] = []
  for (const [original, other] of aliasesIn(statement)) if (known.has(original)) found.push(other)
  const [, declared, takenApart] = ofValue.exec(statement) ?? []
  if (declared !== undefined && (!/^(?:export\s+)?import\b/.test(statement) || isBoundImport(statement, known))) {
    found.push(declared)
  }
  if (takenApart !== undefined) found.push(...(takenApart.match(words) ?? []))
  const listed = /^export\s*\{([^}]*)\}/.exec(statement)?.[1]
  if (listed !== undefined)
    found.push(...(listed.replace(aliases, '').match(words) ?? []).filter((word) => known.has(word)))
  if (/^export\s+default\b/.test(statement)) found.push('default')
  return found
}

/** `import x = …` and, where a default export matters, `import x from …`. */
function isBoundImport(statement: string, known: ReadonlySet<string>): boolean {
  return new RegExp(String.raw`import\s+${name}\s*=`).test(statement) || known.has('default')
}

/** Each `name as other`. */
function aliasesIn(text: string): readonly (readonly [string, string])[] {
  return [...text.matchAll(aliases)].map(([, original = '', other = '']) => [original, other.replace(/['"]/g, '')])
}
