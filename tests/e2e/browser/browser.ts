import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import packaged from '@sparticuz/chromium';
import { type Browser, chromium } from 'playwright-core';

export interface OpenBrowser {
  readonly browser: Browser;
  close(): Promise<void>;
}

/**
 * A Chromium without a window: the one that comes by npm on Linux x64, elsewhere the Chrome that is installed. Throws,
 * saying what to do, where there is neither: these tests are never left out.
 */
export async function openBrowser(): Promise<OpenBrowser> {
  if (process.platform === 'linux' && process.arch === 'x64') return openPackaged();
  try {
    const browser = await chromium.launch({ channel: 'chrome' });
    return { browser, close: () => browser.close() };
  } catch (cause) {
    const wanted = 'The browser tests need Google Chrome on this platform: install it and run them again.';
    throw new Error(wanted, { cause });
  }
}

/**
 * It unpacks itself into the folder for temporary files, and takes whatever is there under its name for whole and its
 * own version: so it gets a folder of its own. Its default arguments would switch web security off; none are taken.
 */
async function openPackaged(): Promise<OpenBrowser> {
  const folder = mkdtempSync(join(tmpdir(), 'baton-browser-'));
  const remove = () => rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  const before = process.env['TMPDIR'];
  process.env['TMPDIR'] = folder;
  try {
    const executablePath = await packaged.executablePath();
    const args = ['--no-sandbox', '--no-zygote', '--headless=shell', '--disable-gpu'];
    const browser = await chromium.launch({ executablePath, args });
    return { browser, close: () => browser.close().finally(remove) };
  } catch (error) {
    remove();
    throw error;
  } finally {
    if (before === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = before;
  }
}
