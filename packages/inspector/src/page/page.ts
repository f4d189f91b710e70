import { createHash } from 'node:crypto'
import type { Answer } from '../http/answer.js'
import type { InspectorRequest } from '../http/request.js'
import { readAsset } from './asset.js'

const icon =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E%3Crect width='16' height='16' rx='4' fill='%231769aa'/%3E%3Cpath d='M2 8h3l2-4 2 8 2-4h3' stroke='%23fff' stroke-width='1.6' fill='none'/%3E%3C/svg%3E"

let made: Answer | undefined

/** The page itself, the same for everybody: what it shows it asks `api/` for. */
export function pageAnswer({ redirect }: InspectorRequest): Answer {
  // Its own addresses are relative: they need the slash.
  if (redirect !== undefined) return { status: 308, json: {}, headers: { location: redirect } }
  made ??= makePage()
  return made
}

function makePage(): Answer {
  const { script, style } = readAsset()
  const policy = [
    "default-src 'none'",
    `script-src ${hashOf(script)}`,
    `style-src ${hashOf(style)}`,
    "connect-src 'self'",
    // Its icon, which a browser would otherwise ask the server for.
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ]
  const html = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>botgen inspector</title>
<link rel="icon" href="${icon}">
<style>${style}</style>
</head>
<body>
<noscript>This page shows a running bot: it needs JavaScript, which is in the page.</noscript>
<script>${script}</script>
</body>
</html>
`
  return { status: 200, html, headers: { 'content-security-policy': policy.join('; ') } }
}

/** As a policy names an inline script or style. */
function hashOf(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`
}
