import { DataFormatError } from '@midizero/core';
import type { Schema } from 'apache-arrow';

const FORMAT_KEY = 'midizero.format';
const VERSION_KEY = 'midizero.version';
const VERSION = '1';

/** Schema metadata that says what a file is. */
export function formatMetadata(format: string, more: Iterable<[string, string]> = []): Map<string, string> {
  return new Map([[FORMAT_KEY, format], [VERSION_KEY, VERSION], ...more]);
}

/** @throws DataFormatError unless the schema's metadata says that it is of this format, in the version known here */
export function checkFormat(schema: Schema, format: string): void {
  const found = schema.metadata.get(FORMAT_KEY);
  const version = schema.metadata.get(VERSION_KEY);
  if (found === format && version === VERSION) return;
  const actual = found === undefined ? 'no midizero data' : `${found}, version ${version}`;
  throw new DataFormatError(`expected an Arrow file of ${format}, version ${VERSION}; this is ${actual}`, {
    expected: format,
    found,
    version,
  });
}
