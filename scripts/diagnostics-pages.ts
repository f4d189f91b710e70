import { type Example, type ExplainedCode, explainAll } from '@botgen/codegen'

/** The pages of docs/diagnostics by their file names: one for each code, and the index. */
export async function diagnosticsPages(): Promise<ReadonlyMap<string, string>> {
  const all = await explainAll()
  return new Map([['README.md', index(all)], ...all.map((each): [string, string] => [`${each.code}.md`, page(each)])])
}

function index(all: readonly ExplainedCode[]): string {
  const lines = all.map(({ code, title }) => `- [${code}](${code}.md): ${title}`)
  return `# Diagnostics

Everything that botgen reports has a code. \`npx botgen explain BG1301\` prints its page in the terminal.

${lines.join('\n')}
`
}

function page({ code, title, text, wrong, right }: ExplainedCode): string {
  return `# ${code}: ${title}

${text}

## Wrong

${shown(wrong)}
## Right

${shown(right)}
[All diagnostics](README.md)
`
}

function shown({ source, file, compilerOptions }: Example): string {
  const name = file === undefined ? '' : `\`${file}\`:\n\n`
  const code = `${name}\`\`\`ts\n${source}\`\`\`\n`
  if (compilerOptions === undefined) return code
  return `${code}\nWith these compiler options:\n\n\`\`\`json\n${JSON.stringify(compilerOptions, undefined, 2)}\n\`\`\`\n`
}
