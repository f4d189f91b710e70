type Defined<Fields> = { [Name in keyof Fields as undefined extends Fields[Name] ? never : Name]: Fields[Name] } & {
  [Name in keyof Fields as undefined extends Fields[Name] ? Name : never]?: Exclude<Fields[Name], undefined>
}

/** `fields` without those that are undefined: an absent field is absent, as it is in JSON. */
export function defined<Fields extends object>(fields: Fields): Defined<Fields> {
  const entries = Object.entries(fields).filter(([, value]) => value !== undefined)
  // fromEntries loses the names; only undefined values were left out, which is what Defined says.
  return Object.fromEntries(entries) as Defined<Fields>
}
