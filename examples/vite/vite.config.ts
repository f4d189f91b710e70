import { botgen } from '@botgen/unplugin/vite'
import { defineConfig } from 'vite'

export default defineConfig({
  // Writes src/botgen.generated.ts before the first module is read, and again whenever a handler changes.
  plugins: [botgen()],
  build: { ssr: 'src/main.ts' },
})
