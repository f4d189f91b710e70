import { element, setText, show } from './dom.js'

export interface Column<Row> {
  readonly title: string
  /** What the cell says, and where it is cut short or left out, more of it. */
  readonly text: (row: Row) => string
  readonly hint?: (row: Row) => string | undefined
  /** Numbers stand at the right; what is `minor` is left out where there is little room. */
  readonly style?: 'number' | 'minor' | 'minor number'
}

export interface TableOptions<Row> {
  /** Named so for those who do not see it. */
  readonly caption: string
  readonly columns: readonly Column<Row>[]
  readonly keyOf: (row: Row) => string
  /** Said in place of the table where there are no rows. */
  readonly empty: string
  /** Makes the first cell of each row a button. */
  readonly onOpen?: (row: Row) => void
}

interface Shown<Row> {
  row: Row
  readonly element: HTMLTableRowElement
  readonly cells: readonly HTMLElement[]
}

/** A table whose rows stay what they are while they are shown: focus and selection outlive a refresh. */
export class Table<Row> {
  readonly element: HTMLElement
  readonly #options: TableOptions<Row>
  readonly #shown = new Map<string, Shown<Row>>()
  readonly #body = element('tbody')
  readonly #empty: HTMLElement
  readonly #scroller: HTMLElement
  #current: string | undefined

  constructor(options: TableOptions<Row>) {
    this.#options = options
    const head = options.columns.map(({ title, style }) => element('th', { scope: 'col', class: style }, title))
    this.#empty = element('p', { class: 'empty' }, options.empty)
    const caption = element('caption', { class: 'unseen' }, options.caption)
    const table = element('table', {}, caption, element('thead', {}, element('tr', {}, ...head)), this.#body)
    // It may be wider than the page: then it is scrolled, with the keyboard too.
    const region = { class: 'scroller', role: 'region', 'aria-label': options.caption, tabindex: '0' }
    this.#scroller = element('div', region, table)
    this.element = element('div', {}, this.#scroller, this.#empty)
    if (options.onOpen !== undefined) this.#body.addEventListener('keydown', (event) => this.#move(event))
  }

  show(rows: readonly Row[]): void {
    const keys = new Set(rows.map(this.#options.keyOf))
    for (const [key, { element: gone }] of this.#shown) {
      if (keys.has(key)) continue
      gone.remove()
      this.#shown.delete(key)
    }
    for (const [index, row] of rows.entries()) {
      const shown = this.#rowOf(row)
      shown.row = row
      this.#fill(shown)
      // Moved only where it does not stand there already: what is moved loses the focus.
      if (this.#body.children[index] !== shown.element)
        this.#body.insertBefore(shown.element, this.#body.children[index] ?? null)
    }
    show(this.#scroller, rows.length > 0)
    show(this.#empty, rows.length === 0)
  }

  /** Marks a row, or none. */
  mark(key: string | undefined): void {
    this.#current = key
    for (const [each, { element: row, cells }] of this.#shown) {
      row.classList.toggle('current', each === key)
      cells[0]?.setAttribute('aria-pressed', String(each === key))
    }
  }

  /** Gives a row's button the focus, where the row is shown. */
  focus(key: string): void {
    this.#shown.get(key)?.cells[0]?.focus()
  }

  #rowOf(row: Row): Shown<Row> {
    const key = this.#options.keyOf(row)
    const known = this.#shown.get(key)
    if (known !== undefined) return known
    const { columns, onOpen } = this.#options
    const isCurrent = key === this.#current
    const cells = columns.map((_column, index) => {
      if (index > 0 || onOpen === undefined) return element('span')
      const open = (): void => onOpen(shown.row)
      return element('button', { type: 'button', class: 'row', 'aria-pressed': String(isCurrent), onclick: open })
    })
    const tags = cells.map((cell, index) => element('td', { class: columns[index]?.style }, cell))
    const shown: Shown<Row> = { row, element: element('tr', { class: isCurrent ? 'current' : '' }, ...tags), cells }
    this.#shown.set(key, shown)
    return shown
  }

  #fill({ row, cells }: Shown<Row>): void {
    for (const [index, { text, hint }] of this.#options.columns.entries()) {
      const cell = cells[index]
      if (cell === undefined) continue
      setText(cell, text(row))
      const title = hint?.(row)
      if (title !== undefined && cell.title !== title) cell.title = title
    }
  }

  /** The arrow keys go from row to row. */
  #move(event: KeyboardEvent): void {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : undefined
    if (step === undefined) return
    const buttons = [...this.#body.querySelectorAll<HTMLButtonElement>('button.row')]
    const from = buttons.indexOf(document.activeElement as HTMLButtonElement)
    const to = buttons[from + step]
    if (from === -1 || to === undefined) return
    event.preventDefault()
    to.focus()
  }
}
