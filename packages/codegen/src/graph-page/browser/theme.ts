import { h } from './dom.js'
import { icon } from './icons.js'

const themes = ['system', 'light', 'dark'] as const
type Theme = (typeof themes)[number]

const storageKey = 'botgen-graph-theme'

/** Chooses between what the system says, light and dark; remembered where the browser lets a page remember. */
export function themeSwitch(): HTMLElement {
  let theme = remembered()
  const label = h('span', {})
  const button = h('button', { type: 'button', class: 'quiet theme-switch', onclick: turn }, icon('theme'), label)
  const show = (): void => {
    if (theme === 'system') delete document.documentElement.dataset.theme
    else document.documentElement.dataset.theme = theme
    label.textContent = `Theme: ${theme}`
  }
  function turn(): void {
    theme = themes[(themes.indexOf(theme) + 1) % themes.length] ?? 'system'
    remember(theme)
    show()
  }
  show()
  return button
}

function remembered(): Theme {
  try {
    const found = localStorage.getItem(storageKey)
    return themes.find((theme) => theme === found) ?? 'system'
  } catch {
    return 'system'
  }
}

function remember(theme: Theme): void {
  try {
    localStorage.setItem(storageKey, theme)
  } catch {
    // A page from a file may not be allowed to; then the choice lasts as long as the page.
  }
}
