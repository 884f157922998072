// Opens the workbench in Chromium, waits for the driver, uses the editor as a user does, and asserts what was seen:
//   node page.cjs URL FOLDER CHROMIUM
const assert = require("node:assert/strict");
const { existsSync, readFileSync, writeFileSync } = require("node:fs");
const { chromium } = require("playwright-core");

const [url, work, executablePath] = process.argv.slice(2);

async function until(what, ask) {
  for (const end = Date.now() + 90_000; Date.now() < end; await new Promise((later) => setTimeout(later, 200))) {
    const found = await ask();
    if (found) return found;
  }
  throw new Error(`nothing came: ${what}`);
}

/** Opens a file at a place, by the quick menu. */
async function open(page, name, line, column) {
  await page.keyboard.press("Control+P");
  await page.locator(".quick-input-widget input").first().fill(`${name}:${line}:${column}`);
  await page.locator(".quick-input-list .monaco-list-row").first().waitFor();
  await page.keyboard.press("Enter");
  await page.locator(`.tab.active[data-resource-name="${name}"]`).waitFor();
  await page.locator(".editor-instance .view-line").first().waitFor();
}

async function use(page, seen) {
  const log = (step) => console.error(`${Math.round(performance.now() / 1000)} s: ${step}`);
  const sample = (name) => readFileSync(`${work}/sample/${name}`, "utf8");
  await page.goto(url);
  await page.locator(".monaco-workbench").waitFor({ timeout: 60_000 });
  log("workbench");
  await until("the driver", () => existsSync(`${work}/seen.json`) && readFileSync(`${work}/seen.json`, "utf8").endsWith("}"));
  Object.assign(seen, JSON.parse(readFileSync(`${work}/seen.json`, "utf8")));
  assert.equal(seen.error, undefined);
  log("driver");

  seen.missing = await page.locator(".notification-list-item-message").allInnerTexts();
  await page.keyboard.press("F1");
  await page.locator(".quick-input-widget input").first().fill(">Notifications: Clear All");
  await page.keyboard.press("Enter");

  // The squiggle, the hover with its link, and the menu of fixes, whose first entry is applied.
  const source = sample("ui.py").split("\n");
  const line = source.findIndex((line) => line.includes("==")) + 1;
  await open(page, "ui.py", line, source[line - 1].indexOf("==") + 1);
  await page.locator(".squiggly-error").first().waitFor();
  seen.squiggles = await page.locator(".squiggly-error").count();
  seen.lens = (await page.locator(".codelens-decoration").allInnerTexts()).join(" ");
  // Every kind of word has another colour than the string around it.
  const span = (text) => page.locator(`.view-line span span`, { hasText: text }).first().getAttribute("class");
  seen.colours = { property: await span("createdAt"), operator: await span(/^ge$/), host: await span("createdAt ge") .catch(() => null) };
  await page.keyboard.press("Control+K");
  await page.keyboard.press("Control+I");
  const hover = page.locator(".monaco-hover:visible").first();
  await hover.locator("a[href*='foreign-operator'], a", { hasText: "foreign-operator" }).first().waitFor();
  seen.hoverText = await hover.innerText();
  seen.hoverLink = await hover.locator("a", { hasText: "foreign-operator" }).first().getAttribute("data-href");
  await page.screenshot({ path: `${work}/hover.png`, clip });
  await page.keyboard.press("Escape");
  await page.keyboard.press("Control+.");
  const menu = page.locator(".action-widget");
  await menu.locator(".monaco-list-row").first().waitFor();
  seen.menu = await menu.locator(".monaco-list-row").allInnerTexts();
  await page.waitForTimeout(500);
  await page.screenshot({ path: `${work}/picture.png`, clip });
  await page.keyboard.press("Enter");
  seen.fixedByHand = await until("the fix in the file", () => /state eq 'ERROR' and.*/.exec(sample("ui.py"))?.[0]);
  log("fix");

  // Completion as it is typed: the label is decoded, and the text is encoded.
  const hole = sample("ui.py").split("\n").findIndex((line) => line.includes("%27PEN")) + 1;
  const column = sample("ui.py").split("\n")[hole - 1].indexOf("PEN") + 4;
  await open(page, "ui.py", hole, column);
  await page.keyboard.press("Control+Space");
  const row = page.locator(".suggest-widget .monaco-list-row", { hasText: "PENDING" }).first();
  await row.waitFor();
  seen.proposed = (await row.locator(".label-name").innerText()).trim();
  await page.keyboard.press("Enter");
  seen.completed = await until("the completion in the file", () => /filter=.*PENDING.*/.exec(sample("ui.py"))?.[0]);
  log("completion");
}

const clip = { x: 0, y: 0, width: 900, height: 420 };

(async () => {
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
  const page = await browser.newPage({ viewport: { width: 1100, height: 700 } });
  page.setDefaultTimeout(30_000);
  const seen = {};
  try {
    await use(page, seen);
  } catch (error) {
    await page.screenshot({ path: "/tmp/comfilter-vscode-failure.png" });
    console.error(JSON.stringify(seen, null, 2));
    throw error;
  } finally {
    await browser.close();
  }
  writeFileSync(`${work}/result.json`, JSON.stringify(seen, null, 2));
  console.log(JSON.stringify(seen, null, 2));
})().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
