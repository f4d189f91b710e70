/** Elements by calls. Texts only ever become text nodes or attributes: nothing here reads HTML. */

export type Child = Node | string | undefined | readonly Child[]

/** `onclick` and the like are listeners; `true` is an attribute without a value, `undefined` and `false` none. */
export type Attributes = Readonly<Record<string, string | number | boolean | undefined | ((event: never) => void)>>

export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  return filled(document.createElement(tag), attributes, children)
}

export function s<K extends keyof SVGElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: readonly Child[]
): SVGElementTagNameMap[K] {
  return filled(document.createElementNS('http://www.w3.org/2000/svg', tag), attributes, children)
}

function filled<T extends Element>(element: T, attributes: Attributes, children: readonly Child[]): T {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue
    if (typeof value === 'function') element.addEventListener(name.slice(2), value as EventListener)
    else element.setAttribute(name, value === true ? '' : String(value))
  }
  element.append(...nodesOf(children))
  return element
}

export function nodesOf(children: readonly Child[]): (Node | string)[] {
  return children.flatMap((child): (Node | string)[] => {
    if (child === undefined) return []
    return typeof child === 'string' || child instanceof Node ? [child] : nodesOf(child)
  })
}

/**
 * Replaces what an element holds, and gives the focus back to what has the same `data-focus` as what held it.
 */
export function replaceKeepingFocus(element: Element, ...children: readonly Child[]): void {
  const active = document.activeElement
  const focus = active !== null && element.contains(active) ? active.closest('[data-focus]') : null
  const key = focus?.getAttribute('data-focus')
  element.replaceChildren(...nodesOf(children))
  if (key !== undefined && key !== null) focusOn(element, key)
}

/** Puts the focus on what has this `data-focus`. */
export function focusOn(inside: ParentNode, key: string): boolean {
  const found = inside.querySelector<HTMLElement | SVGElement>(`[data-focus="${CSS.escape(key)}"]`)
  found?.focus({ preventScroll: true })
  return found !== null
}
