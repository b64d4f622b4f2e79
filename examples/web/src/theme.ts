type Theme = 'dark' | 'light';

const STORAGE_KEY = 'theme';

/** Follows the system's dark or light, or what the user chose here. */
export function offerThemes(button: HTMLButtonElement): void {
  const root = document.documentElement;
  const apply = (theme: string | null): void => {
    if (theme === 'dark' || theme === 'light') root.dataset.theme = theme;
  };
  apply(localStorage.getItem(STORAGE_KEY));
  button.addEventListener('click', () => {
    const isDark =
      getComputedStyle(root).colorScheme === 'dark' || (root.dataset.theme === undefined && systemIsDark());
    const other: Theme = isDark ? 'light' : 'dark';
    localStorage.setItem(STORAGE_KEY, other);
    apply(other);
  });
}

function systemIsDark(): boolean {
  return matchMedia('(prefers-color-scheme: dark)').matches;
}
