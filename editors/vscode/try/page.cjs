// Opens the workbench in Chromium, waits for the driver, uses the editor as a user does, and asserts what was seen:
//   node page.cjs URL FOLDER CHROMIUM
const assert = require("node:assert/strict");
const { existsSync, readFileSync, readdirSync, writeFileSync } = require("node:fs");
const { tmpdir } = require("node:os");
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
  await page.locator(".quick-input-list .monaco-list-row.focused", { hasText: name }).waitFor();
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

  const traces = readdirSync(`${work}/user/logs`, { recursive: true }).filter((name) => name.endsWith("comfilter trace.log"));
  seen.trace = traces.flatMap((name) => /Sending request '[^']*hover/.exec(readFileSync(`${work}/user/logs/${name}`, "utf8")) ?? []);
  seen.missing = await page.locator(".notification-list-item-message").allInnerTexts();
  await page.keyboard.press("F1");
  await page.locator(".quick-input-widget input").first().fill(">Notifications: Clear All");
  await page.keyboard.press("Enter");

  await page.keyboard.press("Control+B");

  // The squiggle, the hover with its link, and the menu of fixes, whose first entry is applied.
  const source = sample("ui.py").split("\n");
  const line = source.findIndex((line) => line.includes("AND")) + 1;
  await open(page, "ui.py", line, source[line - 1].indexOf("AND") + 2);
  await page.locator(".squiggly-error").first().waitFor();
  seen.squiggles = await page.locator(".squiggly-error").count();
  await page.locator(".codelens-decoration", { hasText: "matches" }).first().waitFor();
  seen.lens = await page.locator(".codelens-decoration", { hasText: "matches" }).first().innerText();
  // The words of the filter have other colours than the string around it.
  const colour = (text) =>
    page.locator(".view-line span span", { hasText: text }).first().evaluate((span) => getComputedStyle(span).color);
  seen.colours = { property: await colour(/^createdAt$/), operator: await colour(/^ge$/), string: await colour(/'ERROR'/) };
  await page.keyboard.press("Control+K");
  await page.keyboard.press("Control+I");
  const hover = page.locator(".monaco-hover:visible").first();
  const link = hover.locator("a", { hasText: "keyword-case" }).first();
  await link.waitFor();
  seen.hoverText = await hover.innerText();
  seen.hoverLink = await link.evaluate((link) => link.href || link.dataset.href || link.outerHTML);
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
  // A code that is only begun opens the menu by itself.
  await open(page, "ui.py", hole, sample("ui.py").split("\n")[hole - 1].indexOf("PENDING%27") + 11);
  await page.keyboard.type("%");
  await page.locator(".suggest-widget .monaco-list-row.focused", { hasText: "and" }).waitFor();
  await page.keyboard.press("Enter");
  seen.continued = await until("the code in the file", () => /PENDING%27%20and/.exec(sample("ui.py"))?.[0]);
  log("completion");

  // The command asks, and only then writes the setting.
  const settings = () => readFileSync(`${work}/user/User/settings.json`, "utf8");
  await page.keyboard.press("F1");
  await page.locator(".quick-input-widget input").first().fill(">comfilter: Show Completions in Strings");
  await page.locator(".quick-input-list .monaco-list-row.focused", { hasText: "Completions in Strings" }).waitFor();
  await page.keyboard.press("Enter");
  const button = page.locator(".notification-toast .monaco-button", { hasText: "Turn On" });
  await button.waitFor();
  assert.ok(!settings().includes("quickSuggestions"));
  await button.click();
  seen.strings = await until("the setting", () => /"\[python\]": \{[^}]*"strings": "on"/.exec(settings())?.[0]);
  log("setting");
}

/** Everything that must have been seen. */
function judge(seen) {
  const operator = seen.diagnostics.find((one) => one.code === "foreign-operator");
  assert.equal(operator.text, "==");
  assert.equal(operator.severity, "Error");
  assert.match(operator.link, /^https:\/\/.*FOREIGN_OPERATOR/);
  assert.match(seen.hover.join("\n"), /`state`: string/);
  assert.deepEqual(seen.completions[0], { label: "'PENDING'", inserted: "%27PENDING%27", replaced: "%27PEN" });
  assert.deepEqual(seen.hints, ["(", "Server Firmware Update", ")"]);
  assert.ok(seen.lenses.includes("matches 2 of 6"), seen.lenses.join());
  assert.ok(seen.matches[0].endsWith("jobs.ndjson") && seen.matches.some((line) => line.startsWith("{")));
  // Python has other formatters; `.comfilter` has ours.
  assert.equal(seen.formatter, 0);
  assert.equal(seen.formatted, 1);
  assert.equal(seen.tokens, 8);
  assert.equal(seen.language, "comfilter");
  assert.match(seen.fixed, /filter=state%20eq%20%27ERROR%27"$/);
  assert.match(seen.whyNothing, /^no string at this place/);
  assert.ok(seen.untitled.includes("foreign-operator"));
  assert.equal(seen.trace.length, 1);
  assert.ok(seen.recorded && seen.restarted);
  assert.equal(seen.missing.filter((message) => /no program `\/no\/comfilter`/.test(message)).length, 1);

  assert.ok(seen.squiggles > 0);
  assert.equal(seen.lens, "matches 3 of 6");
  assert.equal(new Set(Object.values(seen.colours)).size, 3);
  assert.match(seen.hoverText, /is written in lower case|lower case/);
  assert.match(seen.hoverLink, /KEYWORD_CASE/);
  assert.match(seen.menu.join("\n"), /keyword-case/);
  assert.match(seen.fixedByHand, /state eq 'ERROR' and createdAt/);
  assert.equal(seen.proposed, "'PENDING'");
  assert.match(seen.completed, /filter=state%20eq%20%27PENDING%27"$/);
  assert.equal(seen.continued, "PENDING%27%20and");
}

const clip = { x: 0, y: 62, width: 960, height: 392 };

(async () => {
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
  const page = await browser.newPage({ viewport: { width: 1100, height: 700 } });
  page.setDefaultTimeout(30_000);
  const seen = {};
  try {
    await use(page, seen);
    judge(seen);
  } catch (error) {
    await page.screenshot({ path: `${tmpdir()}/comfilter-vscode-failure.png` });
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
