type Properties = Readonly<Record<string, string | boolean | ((event: never) => void) | undefined>>

/**
 * An element with its children. Properties that begin with `on` listen, `true` sets an attribute without a value, and
 * `false` and `undefined` set none. Texts are texts: nothing is read as markup.
 */
export function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  properties: Properties = {},
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name)
  for (const [property, value] of Object.entries(properties)) {
    if (typeof value === 'function') made.addEventListener(property.slice(2), value as (event: Event) => void)
    else if (value === true) made.setAttribute(property, '')
    else if (typeof value === 'string') made.setAttribute(property, value)
  }
  made.append(...children)
  return made
}

/** Changes a text only where it differs, so that what is selected or read aloud stays so. */
export function setText(node: Node, text: string): void {
  if (node.textContent !== text) node.textContent = text
}

export function show(shown: HTMLElement, isShown: boolean): void {
  if (shown.hidden === isShown) shown.hidden = !isShown
}
