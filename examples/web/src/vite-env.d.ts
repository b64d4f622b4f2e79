/// <reference lib="dom.asynciterable" />
/// <reference types="vite/client" />

declare module '*.mzi?url' {
  const url: string;
  export default url;
}
