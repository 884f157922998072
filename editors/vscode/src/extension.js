// @ts-check
// Starts `comfilter lsp`, and shows what its commands answer.
import { accessSync, constants, statSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, isAbsolute, join } from "node:path";
import * as vscode from "vscode";
import { LanguageClient, MessageType, Position, State } from "vscode-languageclient/node";
import { selector } from "./languages.js";

/** The commands of the server. The client registers them while the server runs. */
const MATCHES = "comfilter.matches";
const WHY_NOTHING = "comfilter.whyNothing";

const INSTALL = "pip install comfilter";

/** The scheme of the pages with matching jobs. */
const PAGES = "comfilter-matches";

/** @type {LanguageClient | undefined} */
let client;
/** The commands in place of those of the server while it does not run. @type {vscode.Disposable[]} */
let stopped = [];
/** The last start or stop: they follow one another. @type {Promise<void>} */
let turn = Promise.resolve();
/** The path that the user has seen the message about. @type {string | undefined} */
let missing;
/** @type {Trace} */
let trace;

const settings = () => vscode.workspace.getConfiguration("comfilter");

/** @param {vscode.ExtensionContext} context */
export async function activate(context) {
  trace = new Trace();
  const pages = new Pages();
  const command = vscode.commands.registerCommand;
  context.subscriptions.push(
    trace,
    vscode.workspace.registerTextDocumentContentProvider(PAGES, pages),
    command("comfilter.restart", () => {
      missing = undefined;
      return restart(pages);
    }),
    command("comfilter.suggestInStrings", suggestInStrings),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration("comfilter.trace.server")) trace.changed();
      if (["path", "record"].some((name) => event.affectsConfiguration(`comfilter.${name}`))) void restart(pages);
    }),
  );
  await restart(pages);
}

export function deactivate() {
  turn = turn.then(stop);
  return turn;
}

/** @param {Pages} pages */
function restart(pages) {
  // After a failure, the next turn can still start it.
  turn = turn
    .then(stop)
    .then(() => start(pages))
    .catch((error) => void vscode.window.showErrorMessage(`comfilter cannot be started: ${error}`));
  return turn;
}

async function stop() {
  const running = client;
  client = undefined;
  // A server that does not answer has ended, or the client ends it.
  await running?.dispose().catch(() => {});
}

/** @param {Pages} pages */
async function start(pages) {
  const written = settings().get("path", "").trim() || "comfilter";
  const path = found(written);
  if (!path) {
    offline();
    if (missing !== written) {
      missing = written;
      void explain(written);
    }
    return;
  }
  missing = undefined;
  const record = settings().get("record", "").trim();
  const args = ["lsp", ...(record ? ["--record", expanded(record)] : [])];
  const server = new LanguageClient(
    "comfilter",
    "comfilter",
    { command: path, args, options: { cwd: folder() } },
    {
      documentSelector: selector,
      traceOutputChannel: trace.channel(),
      middleware: { executeCommand: (name, given, next) => execute(name, given, next, pages) },
      connectionOptions: {
        messageStrategy: {
          // These are the answers of commands, which `execute` shows in full.
          handleMessage: (message, next) => {
            const { method, params } = /** @type {any} */ (message);
            if (method !== "window/showMessage" || params?.type !== MessageType.Info) return next(message);
          },
        },
      },
    },
  );
  client = server;
  server.onDidChangeState(({ newState }) => {
    if (client !== server) return;
    if (newState === State.Starting) online();
    if (newState === State.Stopped) offline();
  });
  // The client has shown the failure.
  await server.start().catch(offline);
}

/** The server does not run: its commands say so. */
function offline() {
  if (stopped.length > 0) return;
  stopped = [MATCHES, WHY_NOTHING].map((name) =>
    vscode.commands.registerCommand(name, () => explain(settings().get("path", "").trim() || "comfilter")),
  );
}

function online() {
  for (const command of stopped) command.dispose();
  stopped = [];
}

/** @param {string} written */
async function explain(written) {
  const [open, restart] = ["Open Settings", "Try Again"];
  const message = found(written)
    ? `\`${written} lsp\` does not run. Its output may say why.`
    : `comfilter cannot be started: there is no program \`${written}\`. ` +
      `Install it with \`${INSTALL}\`, or write its path in the setting \`comfilter.path\`.`;
  const chosen = await vscode.window.showErrorMessage(message, open, restart);
  if (chosen === open) await vscode.commands.executeCommand("workbench.action.openSettings", "comfilter.path");
  if (chosen === restart) await vscode.commands.executeCommand("comfilter.restart");
}

const folder = () => vscode.workspace.workspaceFolders?.find(({ uri }) => uri.scheme === "file")?.uri.fsPath;

/** A path of the settings. @param {string} path */
function expanded(path) {
  const root = folder();
  const whole = path.replace(/^~(?=$|[\\/])/, homedir()).replaceAll("${workspaceFolder}", root ?? "");
  return isAbsolute(whole) || !root ? whole : join(root, whole);
}

/** The file of a program, whose name is looked up in `PATH`. @param {string} written */
function found(written) {
  const isPath = /[\\/]/.test(written);
  const folders = isPath ? [""] : (process.env.PATH ?? "").split(delimiter).filter(Boolean);
  const endings = process.platform === "win32" ? ["", ".exe"] : [""];
  const candidates = folders.flatMap((folder) => {
    const path = isPath ? expanded(written) : join(folder, written);
    return endings.map((ending) => path + ending);
  });
  return candidates.find(isProgram);
}

/** @param {string} path */
function isProgram(path) {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/**
 * Runs a command of the server. From the palette it has no arguments, so it is about the place of the cursor.
 * @param {string} name @param {any[]} given
 * @param {(name: string, args: any[]) => vscode.ProviderResult<any>} next
 * @param {Pages} pages
 */
async function execute(name, given, next, pages) {
  const editor = vscode.window.activeTextEditor;
  if (given.length === 0 && editor && client) {
    const { line, character } = editor.selection.active;
    const uri = client.code2ProtocolConverter.asUri(editor.document.uri);
    given = [{ uri, position: Position.create(line, character) }];
  }
  if (given.length === 0) {
    void vscode.window.showInformationMessage("Open a file, and put the cursor into a filter.");
    return;
  }
  const answer = await next(name, given);
  if (typeof answer !== "string") return answer;
  // A message of VS Code has one line.
  if (answer.includes("\n")) await pages.show(answer);
  else void vscode.window.showInformationMessage(answer);
  return answer;
}

/** Pages of text, such as the jobs that a filter selects. */
class Pages {
  #text = "";
  #changed = new vscode.EventEmitter();
  onDidChange = this.#changed.event;

  provideTextDocumentContent() {
    return this.#text;
  }

  /** @param {string} text */
  async show(text) {
    this.#text = text;
    const uri = vscode.Uri.from({ scheme: PAGES, path: "/Matching jobs" });
    this.#changed.fire(uri);
    const document = await vscode.workspace.openTextDocument(uri);
    await vscode.window.showTextDocument(document, {
      viewColumn: vscode.ViewColumn.Beside,
      preserveFocus: true,
      preview: true,
    });
  }
}

/**
 * The channel of `comfilter.trace.server`. The client traces only if the level of its channel is Trace, which a user
 * would have to choose in a second place, so this channel takes its level from the setting.
 */
class Trace {
  /** @type {vscode.OutputChannel | undefined} */
  #output;
  #level = new vscode.EventEmitter();

  get #current() {
    return settings().get("trace.server", "off") === "off" ? vscode.LogLevel.Off : vscode.LogLevel.Trace;
  }

  changed() {
    this.#level.fire(this.#current);
  }

  /** @returns {vscode.LogOutputChannel} */
  channel() {
    const level = () => this.#current;
    const add = (/** @type {string} */ text) => {
      this.#output ??= vscode.window.createOutputChannel("comfilter trace");
      this.#output.appendLine(text);
    };
    const channel = {
      name: "comfilter trace",
      get logLevel() {
        return level();
      },
      onDidChangeLogLevel: this.#level.event,
      append: add,
      appendLine: add,
      replace: add,
      trace: add,
      debug: add,
      info: add,
      warn: add,
      error: (/** @type {string | Error} */ error) => add(String(error)),
      clear: () => this.#output?.clear(),
      show: () => this.#output?.show(true),
      hide: () => this.#output?.hide(),
      dispose: () => {},
    };
    return channel;
  }

  dispose() {
    this.#output?.dispose();
    this.#level.dispose();
  }
}

/** Offers to show completions in the strings of the language at the cursor. */
async function suggestInStrings() {
  const language = vscode.window.activeTextEditor?.document.languageId;
  if (!language) {
    void vscode.window.showInformationMessage("Open a file of the language first.");
    return;
  }
  const editor = vscode.workspace.getConfiguration("editor", { languageId: language });
  const now = editor.get("quickSuggestions");
  if (now === true || (now && typeof now === "object" && !["off", false, undefined].includes(now["strings"]))) {
    void vscode.window.showInformationMessage(`Completions in strings are on for \`${language}\` already.`);
    return;
  }
  const yes = "Turn On";
  const chosen = await vscode.window.showInformationMessage(
    `Show completions while you type in strings of \`${language}\`? This changes \`editor.quickSuggestions\` in your ` +
      "settings, so other extensions may propose words in strings too.",
    yes,
  );
  if (chosen !== yes) return;
  const rest = now && typeof now === "object" ? now : { other: "off", comments: "off" };
  await editor.update("quickSuggestions", { ...rest, strings: "on" }, vscode.ConfigurationTarget.Global, true);
}
