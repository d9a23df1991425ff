import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { defineConfig, type Plugin } from 'vite';

const here = import.meta.dirname;
const out = join(here, '../sanling/interfaces/components/static/build');

/** Gathers the icons named in icons.json into one sprite, so that pages carry only what they use. */
function sprite(): Plugin {
  return {
    name: 'sprite',
    buildStart() {
      const names = JSON.parse(readFileSync(join(here, 'icons.json'), 'utf8')) as string[];
      const symbols = names.map((name) => {
        const file = join(here, 'node_modules/@tabler/icons/icons/outline', `${name}.svg`);
        if (!existsSync(file)) throw new Error(`icons.json: there is no icon "${name}"`);
        const shapes = readFileSync(file, 'utf8').replace(/<!--[\s\S]*?-->|<\/?svg[^>]*>/g, '').replace(/\s*\n\s*/g, '');
        return `<symbol id="${name}" viewBox="0 0 24 24">${shapes}</symbol>`;
      });
      this.emitFile({
        type: 'asset',
        name: 'icons.svg',
        originalFileName: 'icons.svg',
        source: `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join('')}</svg>`,
      });
    },
  };
}

const UNUSED = /\.theme-dark|theme=['"]?dark|\.(navbar-)?(accordion|carousel|offcanvas|popover|ribbon|toast)\b/;

/** Leaves out of the style sheets what is for a dark theme, which no page has, and for parts that none uses. */
const usedOnly = {
  postcssPlugin: 'used-only',
  Rule: (rule: { selectors: string[]; remove(): unknown }): void => {
    const used = rule.selectors.filter((selector) => !UNUSED.test(selector) || selector.includes(':not('));
    if (used.length === 0) rule.remove();
    else if (used.length < rule.selectors.length) rule.selectors = used;
  },
};

/** Lays a .gz and a .br beside each text file: the web server sends them as they are. */
function compressed(): Plugin {
  return {
    name: 'compressed',
    closeBundle() {
      for (const name of readdirSync(out).filter((file) => /\.(js|css|svg)$/.test(file))) {
        const body = readFileSync(join(out, name));
        writeFileSync(join(out, `${name}.gz`), gzipSync(body, { level: 9 }));
        writeFileSync(join(out, `${name}.br`), brotliCompressSync(body));
      }
    },
  };
}

export default defineConfig({
  base: './',
  publicDir: false,
  plugins: [sprite(), compressed()],
  css: { postcss: { plugins: [usedOnly] } },
  worker: { format: 'es' },
  build: {
    outDir: out,
    emptyOutDir: true,
    assetsDir: '',
    manifest: 'manifest.json',
    // Old phones' browsers, WeChat's among them.
    target: 'es2020',
    cssTarget: 'chrome87',
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1200,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: {
        desk: join(here, 'src/desk/main.ts'),
        portal: join(here, 'src/portal/main.ts'),
        board: join(here, 'src/board/main.ts'),
        room: join(here, 'src/room/main.ts'),
      },
    },
  },
});
