import type { Page } from 'playwright-core';

/** Controls that a screen reader has no name for, as their markup. */
export function unnamedControls(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const controls = document.querySelectorAll<HTMLElement>('button, a[href], input:not([hidden]), select, [tabindex]');
    const name = (element: HTMLElement): string => {
      const labels = element instanceof HTMLInputElement ? [...(element.labels ?? [])] : [];
      return [element.getAttribute('aria-label'), element.textContent, ...labels.map((label) => label.textContent)]
        .join('')
        .trim();
    };
    return [...controls].filter((control) => name(control) === '').map((control) => control.outerHTML);
  });
}

/**
 * Visible texts with less contrast to what is behind them than WCAG's AA asks for: 4.5, or 3 where the letters are
 * large. Disabled controls are exempt there, and so they are here.
 */
export function lowContrastTexts(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true })!;
    type Color = readonly [red: number, green: number, blue: number, alpha: number];
    /** Any CSS colour as the browser paints it, each channel 0 to 255. */
    const painted = (color: string): Color => {
      canvas.clearRect(0, 0, 1, 1);
      canvas.fillStyle = color;
      canvas.fillRect(0, 0, 1, 1);
      const [red, green, blue, alpha] = canvas.getImageData(0, 0, 1, 1).data;
      return [red!, green!, blue!, alpha!];
    };
    const luminance = ([red, green, blue]: Color): number => {
      const linear = (channel: number): number => {
        const c = channel / 255;
        return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
      };
      return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
    };
    const background = (element: Element): Color | undefined => {
      for (let each: Element | null = element; each !== null; each = each.parentElement) {
        const { backgroundColor, backgroundImage } = getComputedStyle(each);
        if (backgroundImage !== 'none') return undefined; // a gradient: the piano's keys
        const color = painted(backgroundColor);
        if (color[3] === 255) return color;
      }
      return [255, 255, 255, 255];
    };
    const low: string[] = [];
    for (const element of document.body.querySelectorAll('*')) {
      const ownText = [...element.childNodes]
        .filter((node) => node.nodeType === Node.TEXT_NODE)
        .map((node) => node.textContent)
        .join('')
        .trim();
      if (ownText === '' || !element.checkVisibility() || element.closest(':disabled, label:has(:disabled)') !== null)
        continue;
      const behind = background(element);
      if (behind === undefined) continue;
      const { color, fill, fontSize, fontWeight } = getComputedStyle(element);
      const lights = [painted(element instanceof SVGElement ? fill : color), behind]
        .map(luminance)
        .sort((a, b) => b - a);
      const contrast = (lights[0]! + 0.05) / (lights[1]! + 0.05);
      const pixels = Number.parseFloat(fontSize);
      const isLarge = pixels >= 24 || (pixels >= 18.66 && Number(fontWeight) >= 700);
      if (contrast < (isLarge ? 3 : 4.5)) low.push(`"${ownText}" ${contrast.toFixed(2)}`);
    }
    return low;
  });
}
