/**
 * Takes a file that is dropped anywhere on the page.
 * @param onDragging called with whether a file is being held over the page
 */
export function acceptDroppedFiles(onFile: (file: File) => void, onDragging: (isDragging: boolean) => void): void {
  let depth = 0; // of elements entered and not left: each one on the way sends its own events
  const dragging = (change: number): void => {
    depth = Math.max(0, depth + change);
    onDragging(depth > 0);
  };
  document.addEventListener('dragenter', ({ dataTransfer }) => {
    if (dataTransfer?.types.includes('Files')) dragging(1);
  });
  document.addEventListener('dragleave', () => dragging(-1));
  document.addEventListener('dragover', (event) => event.preventDefault());
  document.addEventListener('drop', (event) => {
    event.preventDefault();
    dragging(Number.NEGATIVE_INFINITY);
    const file = event.dataTransfer?.files[0];
    if (file !== undefined) onFile(file);
  });
}

/** Lets `button` open the file dialogue of `input`. */
export function acceptChosenFiles(
  button: HTMLButtonElement,
  input: HTMLInputElement,
  onFiles: (files: File[]) => void,
): void {
  button.addEventListener('click', () => input.click());
  input.addEventListener('change', () => {
    const files = [...(input.files ?? [])];
    input.value = ''; // so that the same file can be chosen again
    if (files.length > 0) onFiles(files);
  });
}
