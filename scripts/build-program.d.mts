/**
 * Builds a TypeScript source with everything it needs, from the sources of the workspace's packages, into one file.
 * @param source path of a `.ts` file
 * @param folder where the program goes: inside a package that has the native libraries it needs
 * @returns path of the program, `.mjs`
 */
export function buildProgram(source: string, folder: string): Promise<string>;
