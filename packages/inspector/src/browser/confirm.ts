import { element } from './dom.js'

export interface Question {
  readonly title: string
  readonly text: string
  /** What the button says that agrees. */
  readonly yes: string
}

/** Asks the reader; Escape says no. */
export function confirmed({ title, text, yes }: Question): Promise<boolean> {
  const heading = element('h2', { id: 'question' }, title)
  const dialog = element('dialog', { 'aria-labelledby': 'question', 'aria-describedby': 'question-text' }, heading)
  const agree = element('button', { type: 'button', class: 'danger', onclick: () => dialog.close('yes') }, yes)
  const refuse = element('button', { type: 'button', onclick: () => dialog.close('no') }, 'Cancel')
  dialog.append(element('p', { id: 'question-text' }, text), element('p', { class: 'actions' }, refuse, agree))
  document.body.append(dialog)
  dialog.showModal()
  // What cannot be undone is not one press of Enter away.
  refuse.focus()
  return new Promise((resolve) => {
    dialog.addEventListener('close', () => {
      dialog.remove()
      resolve(dialog.returnValue === 'yes')
    })
  })
}
