// Starts `weft lsp` and hands the editor's questions about .weft files to it.
const { workspace } = require("vscode");
const { LanguageClient, TransportKind } = require("vscode-languageclient/node");

let client;

function activate(context) {
  const command = workspace.getConfiguration("weft").get("server.command");
  client = new LanguageClient(
    "weft",
    "Weft",
    { command, args: ["lsp"], transport: TransportKind.stdio },
    { documentSelector: [{ scheme: "file", language: "weft" }, { scheme: "untitled", language: "weft" }] }
  );
  context.subscriptions.push(client);
  return client.start();
}

function deactivate() {
  return client?.stop();
}

module.exports = { activate, deactivate };
