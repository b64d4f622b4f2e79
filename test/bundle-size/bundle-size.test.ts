import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { describe, expect, test } from 'vitest';
import { ALLOWED_PACKAGES, CEILINGS } from './ceilings.js';

const packages = fileURLToPath(new URL('../../packages/', import.meta.url));

interface Bundle {
  readonly gzippedBytes: number;
  /** What stays outside, such as onnxruntime-web. */
  readonly externals: readonly string[];
  /** npm packages that came along. */
  readonly npmPackages: readonly string[];
}

/** All exports of an entry, from the sources, as a browser would load them. Fails where anything of Node is imported. */
async function bundle(entry: string, source: string): Promise<Bundle> {
  const { outputFiles, metafile } = await build({
    stdin: { contents: `export * from ${JSON.stringify(source)}`, resolveDir: packages, sourcefile: entry },
    bundle: true,
    write: false,
    minify: true,
    metafile: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    conditions: ['@midizero/source', 'browser', 'module'],
    external: ['onnxruntime-web/*'],
    logLevel: 'silent',
  });
  const [output] = Object.values(metafile.outputs);
  const used = Object.entries(output!.inputs).filter(([, { bytesInOutput }]) => bytesInOutput > 0);
  const npmPackages = used.flatMap(([path]) => path.match(/.*node_modules\/((?:@[^/]+\/)?[^/]+)/)?.[1] ?? []);
  return {
    gzippedBytes: gzipSync(outputFiles[0]!.contents, { level: 9 }).length,
    externals: output!.imports.filter(({ external }) => external).map(({ path }) => path),
    npmPackages: [...new Set(npmPackages)].sort(),
  };
}

/** Source file of each entry, such as `@midizero/core/worker`. */
async function entries(): Promise<Map<string, string>> {
  const sources = new Map<string, string>();
  for (const name of await readdir(packages)) {
    const manifest = JSON.parse(await readFile(`${packages}${name}/package.json`, 'utf8'));
    for (const [subpath, target] of Object.entries<{ '@midizero/source'?: string }>(manifest.exports)) {
      const source = target['@midizero/source'];
      if (source !== undefined) sources.set(manifest.name + subpath.slice(1), `${packages}${name}/${source.slice(2)}`);
    }
  }
  return sources;
}

const sources = await entries();

describe('what each entry weighs in a page', () => {
  test('every main entry and every entry for the web has a ceiling', () => {
    const forTheWeb = [...sources.keys()].filter((entry) =>
      /^@midizero\/(?!cli)[\w-]+(?:\/(?:web|worker))?$/.test(entry),
    );
    expect(forTheWeb.filter((entry) => CEILINGS[entry] === undefined)).toEqual([]);
  });

  test.each(Object.entries(CEILINGS))(
    '%s stays below %i bytes, gzipped, and brings nothing of Node',
    async (entry, ceiling) => {
      const { gzippedBytes, externals, npmPackages } = await bundle(entry, sources.get(entry)!);
      expect(gzippedBytes).toBeLessThanOrEqual(ceiling);
      expect(gzippedBytes).toBeGreaterThan(ceiling / 2); // a ceiling far above holds nothing
      const reachesWeb = /\/(?:web|worker)$/.test(entry);
      expect(externals.filter((path) => !reachesWeb || !path.startsWith('onnxruntime-web'))).toEqual([]);
      expect(npmPackages.filter((name) => !ALLOWED_PACKAGES.includes(name))).toEqual([]);
    },
  );
});
