// Runs every example, one after the other.
for (const name of ['mode-c', 'mode-p', 'mode-s', 'mode-r', 'singing', 'mixture', 'pairs']) {
  console.log(`── ${name}`);
  await import(`./${name}.mjs`);
}
