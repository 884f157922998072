#!/usr/bin/env python3
"""The time from an edit of a file of 100 KB to its diagnostics, of `comfilter lsp` beside `ruff server`.

    editors/try/speed.py --comfilter target/release/comfilter --ruff ruff [--edits 1000] [--memory]

Both servers get the same messages: each edit inserts a letter into a comment in the middle, and asks for diagnostics.
Their runs take turns, so the load of the machine is that of both. `--memory` prints the memory of comfilter after 1,000
and after 100,000 edits.
"""
import argparse
import json
import subprocess
import tempfile
import time

LINE = "value_{0} = compute(value_{0}, {0}, 'text {0}')  # é\n"
FILTERS = {
    "python": "get(f\"{{base}}/compute-ops-mgmt/v1/jobs?filter=name%20eq%20%27n{0}%27%20and%20generation%20gt%20{0}\")\n",
    "yaml": "- uri:\n    url: https://h/compute-ops-mgmt/v1/jobs?filter=name%20eq%20%27n{0}%27%20and%20generation%20gt%20{0}\n",
    "powershell": "irm \"$base/compute-ops-mgmt/v1/jobs?filter=name%20eq%20%27n{0}%27%20and%20generation%20gt%20{0}\"\n",
}
LINES = {
    "python": LINE,
    "yaml": "- debug:\n    msg: \"value {0} é\"\n",
    "powershell": "$value{0} = Compute $value{0} {0} 'text {0}' # é\n",
}
ENDING = {"python": "py", "yaml": "yml", "powershell": "ps1"}


def document(language, filters, size=100_000):
    """A file of about `size` bytes, with the place of an edit: a comment in the middle."""
    lines, length, number = [], 0, 0
    total = size // len(LINES[language].format(100).encode())
    every = max(1, total // filters) if filters else total + 1
    while length < size:
        has_filter = filters and number % every == 0 and number // every < filters
        line = (FILTERS if has_filter else LINES)[language].format(number)
        lines.append(line)
        length += len(line.encode())
        number += 1
    before = "".join(lines[: len(lines) // 2])
    return before + "# compute-ops: \n" + "".join(lines[len(lines) // 2 :]), before.count("\n")


class Server:
    def __init__(self, command, language, text):
        # An empty folder, because a server may read the files of its folder.
        self.folder = tempfile.TemporaryDirectory()
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        self.uri = f"file://{self.folder.name}/speed.{ENDING[language]}"
        self.ids, self.version, self.column = 0, 1, len("# compute-ops: ")
        abilities = {"textDocument": {"diagnostic": {"dynamicRegistration": False}}, "general": {"positionEncodings": ["utf-16"]}}
        self.ask("initialize", {"processId": None, "rootUri": f"file://{self.folder.name}", "capabilities": abilities})
        self.tell("initialized", {})
        item = {"uri": self.uri, "languageId": language, "version": 1, "text": text}
        self.tell("textDocument/didOpen", {"textDocument": item})
        self.pull()

    def write(self, message):
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self.process.stdin.flush()

    def tell(self, method, params):
        self.write({"method": method, "params": params})

    def ask(self, method, params):
        self.ids += 1
        self.write({"id": self.ids, "method": method, "params": params})
        while True:
            length = 0
            while (header := self.process.stdout.readline()) != b"\r\n":
                if header.lower().startswith(b"content-length:"):
                    length = int(header.split(b":")[1])
            body = self.process.stdout.read(length)
            message = json.loads(body)
            if message.get("id") == self.ids and "method" not in message:
                return message

    def pull(self):
        return self.ask("textDocument/diagnostic", {"textDocument": {"uri": self.uri}})

    def edit(self, line):
        at = {"line": line, "character": self.column}
        self.version += 1
        change = [{"range": {"start": at, "end": at}, "text": "x"}]
        # The comment stays short.
        if self.version % 50 == 0:
            start = {"line": line, "character": len("# compute-ops: ")}
            change = [{"range": {"start": start, "end": at}, "text": ""}]
            self.column = len("# compute-ops: ")
        else:
            self.column += 1
        document = {"uri": self.uri, "version": self.version}
        begin = time.perf_counter()
        self.tell("textDocument/didChange", {"textDocument": document, "contentChanges": change})
        self.pull()
        return time.perf_counter() - begin

    def memory(self):
        """The resident memory, in KiB."""
        with open(f"/proc/{self.process.pid}/status") as status:
            return next(int(line.split()[1]) for line in status if line.startswith("VmRSS"))

    def end(self):
        self.process.kill()
        self.process.wait()
        self.folder.cleanup()


def percentile(times, part):
    return sorted(times)[min(len(times) - 1, int(len(times) * part))] * 1000


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--comfilter", default="target/release/comfilter")
    arguments.add_argument("--ruff", default="ruff")
    arguments.add_argument("--edits", type=int, default=1000)
    arguments.add_argument("--memory", action="store_true")
    given = arguments.parse_args()
    ours = [given.comfilter, "lsp"]
    if given.memory:
        text, line = document("python", 1)
        server = Server(ours, "python", text)
        seen = {}
        for number in range(1, 100_001):
            server.edit(line)
            if number in (1_000, 10_000, 100_000):
                seen[number] = server.memory()
                print(f"after {number:6} edits: {seen[number]} KiB")
        print(f"100,000 beside 1,000: {seen[100_000] / seen[1_000]:.3f}")
        server.end()
        return
    print("language    filters  comfilter p50  p99      ruff p50  p99      p99 beside ruff")
    for language in LINES:
        for filters in (0, 1, 100):
            text, line = document(language, filters)
            servers = [Server(ours, language, text)]
            if language == "python":
                servers.append(Server([given.ruff, "server"], language, text))
            times = [[] for _ in servers]
            for _ in range(given.edits):
                for server, own in zip(servers, times):
                    own.append(server.edit(line))
            for server in servers:
                server.end()
            row = "".join(f"{percentile(own, 0.5):8.2f} {percentile(own, 0.99):8.2f} ms  " for own in times)
            beside = f"{percentile(times[0], 0.99) / percentile(times[1], 0.99):.2f}" if len(times) > 1 else ""
            print(f"{language:12}{filters:6}   {row}{beside}", flush=True)


if __name__ == "__main__":
    main()
