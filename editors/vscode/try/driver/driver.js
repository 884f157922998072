// Asks this Visual Studio Code for everything that it got from comfilter, and writes it as JSON.
const { appendFileSync, existsSync, readFileSync, writeFileSync } = require("node:fs");
const { join } = require("node:path");
const vscode = require("vscode");

const OUT = process.env.COMFILTER_TRY_OUT;

/** Waits for a result that is not empty. */
async function until(what, ask) {
  for (const end = Date.now() + 30_000; Date.now() < end; await new Promise((later) => setTimeout(later, 100))) {
    const found = await ask();
    if (found && (!Array.isArray(found) || found.length > 0)) return found;
  }
  throw new Error(`nothing came: ${what}: ${JSON.stringify(await ask())}`);
}

const folder = () => vscode.workspace.workspaceFolders[0].uri;
const file = (name) => vscode.Uri.joinPath(folder(), name);
const ask = (command, ...args) => vscode.commands.executeCommand(command, ...args);
const text = (markdown) => (typeof markdown === "string" ? markdown : markdown.value);
const ours = (uri) => vscode.languages.getDiagnostics(uri).filter((found) => found.source === "comfilter");

/** The place of a part of a document. */
function range(document, part, from = 0) {
  const start = document.getText().indexOf(part, from);
  if (start < 0) throw new Error(`no ${part}`);
  return new vscode.Range(document.positionAt(start), document.positionAt(start + part.length));
}

async function look() {
  const seen = { version: vscode.version };
  const document = await vscode.workspace.openTextDocument(file("jobs.py"));
  await vscode.window.showTextDocument(document);
  const uri = document.uri;

  const found = await until("diagnostics", () => ours(uri));
  seen.diagnostics = found.map((one) => ({
    code: one.code.value,
    link: String(one.code.target),
    severity: vscode.DiagnosticSeverity[one.severity],
    text: document.getText(one.range),
    message: one.message,
  }));

  const operator = range(document, "==");
  const hovers = await until("hover", () => ask("vscode.executeHoverProvider", uri, range(document, "state").start));
  seen.hover = hovers.flatMap((hover) => hover.contents.map(text));

  const hole = range(document, "PEN").end;
  const list = await ask("vscode.executeCompletionItemProvider", uri, hole);
  seen.completions = list.items
    .filter((item) => item.label.startsWith?.("'"))
    .map((item) => ({
      label: item.label,
      inserted: text(item.textEdit?.newText ?? item.insertText),
      replaced: document.getText(item.range?.replacing ?? item.range),
    }));

  const all = new vscode.Range(0, 0, document.lineCount, 0);
  const hints = await until("inlay hints", () => ask("vscode.executeInlayHintProvider", uri, all));
  seen.hints = hints.map((hint) => (typeof hint.label === "string" ? hint.label : hint.label.map((part) => part.value).join("")));

  const lenses = await until("lenses", () => ask("vscode.executeCodeLensProvider", uri, 10));
  seen.lenses = lenses.map((lens) => lens.command?.title);
  const lens = lenses.find((lens) => lens.command?.title.startsWith("matches"));
  await ask(lens.command.command, ...lens.command.arguments);
  const page = () => vscode.window.visibleTextEditors.find((editor) => editor.document.uri.scheme === "comfilter-matches");
  seen.matches = (await until("the page of a lens", () => page()?.document.getText())).split("\n");

  seen.formatter = (await ask("vscode.executeFormatDocumentProvider", uri, { tabSize: 4, insertSpaces: true }))?.length ?? 0;

  const actions = await ask("vscode.executeCodeActionProvider", uri, operator);
  seen.actions = actions.map((action) => action.title);
  const fix = actions.find((action) => action.isPreferred);
  await vscode.workspace.applyEdit(fix.edit);
  seen.fixed = document.lineAt(operator.start.line).text.trim();
  await until("the finding is gone", () => ours(uri).every((one) => one.code.value !== "foreign-operator"));

  const filters = await vscode.workspace.openTextDocument(file("failed.comfilter"));
  await vscode.window.showTextDocument(filters);
  seen.language = filters.languageId;
  const edits = await until("formatting", () =>
    ask("vscode.executeFormatDocumentProvider", filters.uri, { tabSize: 4, insertSpaces: true }),
  );
  seen.formatted = edits.length;
  const tokens = await ask("vscode.provideDocumentSemanticTokens", filters.uri);
  seen.tokens = tokens.data.length / 5;

  // From the palette, a command has no arguments: it takes the cursor.
  const editor = await vscode.window.showTextDocument(document);
  editor.selection = new vscode.Selection(0, 0, 0, 0);
  seen.whyNothing = await ask("comfilter.whyNothing");

  const untitled = await vscode.workspace.openTextDocument({ language: "shellscript", content: "comfilter match \"state = 'x'\" j.json\ncurl 'https://us-west.api.greenlake.hpe.com/compute-ops-mgmt/v1/jobs?filter=state%20==%20%27x%27'\n" });
  await vscode.window.showTextDocument(untitled);
  seen.untitled = (await until("diagnostics of an untitled document", () => ours(untitled.uri))).map((one) => one.code.value);
  await ask("workbench.action.revertAndCloseActiveEditor");

  // A change of a setting starts the server again: with a recording, without a program, and as before.
  const settings = () => vscode.workspace.getConfiguration("comfilter");
  const record = join(folder().fsPath, "session.txt");
  await settings().update("record", record, vscode.ConfigurationTarget.Global);
  await until("a recording", () => existsSync(record) && readFileSync(record, "utf8").includes("didOpen"));
  await settings().update("record", undefined, vscode.ConfigurationTarget.Global);
  seen.recorded = true;
  await settings().update("trace.server", "messages", vscode.ConfigurationTarget.Global);
  await ask("vscode.executeHoverProvider", uri, range(document, "state").start);
  await settings().update("trace.server", undefined, vscode.ConfigurationTarget.Global);
  const path = settings().get("path");
  await settings().update("path", "/no/comfilter", vscode.ConfigurationTarget.Global);
  await until("no findings without a server", () => ours(uri).length === 0);
  await settings().update("path", path, vscode.ConfigurationTarget.Global);
  await until("findings after the start", () => ours(uri));
  await ask("comfilter.restart");
  await until("findings after a restart", () => ours(uri));
  seen.restarted = true;
  await ask("workbench.action.closeAllEditors");
  return seen;
}

exports.activate = async () => {
  const log = (line) => appendFileSync(`${OUT}.log`, `${line}\n`);
  try {
    writeFileSync(OUT, JSON.stringify(await look(), null, 2));
  } catch (error) {
    log(error.stack);
    writeFileSync(OUT, JSON.stringify({ error: String(error) }));
  }
};
