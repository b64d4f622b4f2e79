import { crc32Hex } from '../checkpoint/crc32.js';
import { TrainingArtifactsError } from '../errors.js';
import type { TrainingArtifacts } from './create-artifacts.js';
import type { ArtifactName } from './manifest.js';
import { artifactFileNames, MANIFEST_FILE, parseArtifactsManifest } from './manifest.js';

const names = Object.keys(artifactFileNames) as ArtifactName[];

/** The artifacts as files: bytes by file name, the manifest last. */
export function artifactFiles(artifacts: TrainingArtifacts): ReadonlyMap<string, Uint8Array> {
  const json = `${JSON.stringify(artifacts.manifest, undefined, 2)}\n`;
  return new Map([
    ...names.map((name) => [artifactFileNames[name], artifacts[name]] as const),
    [MANIFEST_FILE, new TextEncoder().encode(json)] as const,
  ]);
}

/**
 * Reads the files that {@link artifactFiles} gives, from wherever they are: a folder, or a web server.
 * @param read gives the bytes of a file by its name
 * @throws TrainingArtifactsError if they are of another version, or a file is not the one the manifest describes
 */
export async function readArtifacts(read: (fileName: string) => Promise<Uint8Array>): Promise<TrainingArtifacts> {
  const manifest = parseArtifactsManifest(new TextDecoder().decode(await read(MANIFEST_FILE)));
  const files = await Promise.all(
    names.map(async (name) => {
      const fileName = artifactFileNames[name];
      const bytes = await read(fileName);
      const expected = manifest.files[name];
      if (bytes.length !== expected.bytes || crc32Hex(bytes) !== expected.crc32) {
        throw new TrainingArtifactsError(
          `${fileName}: its ${bytes.length} bytes are not the ${expected.bytes} that ${MANIFEST_FILE} describes: the file is damaged, or from another set`,
          { file: fileName },
        );
      }
      return [name, bytes] as const;
    }),
  );
  return { manifest, ...(Object.fromEntries(files) as Record<ArtifactName, Uint8Array>) };
}
