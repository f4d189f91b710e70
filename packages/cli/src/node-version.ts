/** The oldest version that loads ES modules by `require()`, as bots in CommonJS do. */
const oldest = [20, 19] as const

/** What to tell whoever runs a Node.js that is too old; nothing where it is not. @param version - such as `20.19.0` */
export function nodeProblem(version: string): string | undefined {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  if (major > oldest[0] || (major === oldest[0] && minor >= oldest[1])) return undefined
  return `botgen needs Node.js ${oldest.join('.')} or later, and this is ${version}; install a newer one from https://nodejs.org.`
}
