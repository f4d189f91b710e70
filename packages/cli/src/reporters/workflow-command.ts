/** A line that GitHub Actions makes an annotation of. */
export function workflowCommand(
  command: 'error' | 'warning',
  properties: Readonly<Record<string, string | number>>,
  message: string,
): string {
  const list = Object.entries(properties).map(([key, value]) => `${key}=${escapeProperty(String(value))}`)
  return `::${command} ${list.join(',')}::${escapeData(message)}\n`
}

// The escapes of @actions/toolkit: a percent sign first, then what would end a line, then what would end a property.
function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
}
