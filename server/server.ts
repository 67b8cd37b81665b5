import { join } from "node:path";
import {
  type Connection,
  FileChangeType,
  type InitializeParams,
  TextDocumentSyncKind,
  TextDocuments,
} from "vscode-languageserver/node";
import { TextDocument } from "vscode-languageserver-textdocument";
import { type ActionClient, actionClientOf, noActionClient } from "./actionClient.ts";
import { registerChat } from "./chat/feature.ts";
import { createChecks } from "./check/createChecks.ts";
import { codeActionKinds, registerCodeActions } from "./codeActionRequests.ts";
import { createEchoes } from "./completion/echoes.ts";
import { registerCompletion } from "./completion/feature.ts";
import { createDeclarations } from "./context/declarations.ts";
import { createFiles } from "./context/files.ts";
import { createContext } from "./context/gather.ts";
import { createImportedFiles } from "./context/importedFiles.ts";
import { createRecentEdits } from "./context/recentEdits.ts";
import { createRetrieval } from "./context/retrieval.ts";
import { createSeenTexts } from "./context/seenTexts.ts";
import { createSimilarFiles } from "./context/similarFiles.ts";
import { createEcho } from "./echo/echo.ts";
import { registerEdit } from "./edit/feature.ts";
import { registerRefactors } from "./edit/refactorFeature.ts";
import { createEditor } from "./editor.ts";
import type { Engine } from "./engine/engine.ts";
import { createGuard } from "./guard/guard.ts";
import { createIndexProcess } from "./index/process.ts";
import { registerIndexing } from "./indexing.ts";
import { createModelsInUse } from "./modelsInUse.ts";
import { createReaper } from "./process/reaper.ts";
import { acceptedCommand, restartRequest } from "./protocol/messages.ts";
import { type Options, parseOptions } from "./protocol/options.ts";
import { createRoots } from "./roots.ts";
import { registerScm } from "./scm/feature.ts";
import { createWorkspaceSearch } from "./search.ts";
import { openEmbedder, openReranker, type SearchModelOptions } from "./searchModels.ts";
import { answerSearches } from "./searchRequests.ts";
import { createSyntax } from "./syntax/syntax.ts";
import { registerWhy } from "./why.ts";

const fileChanges = {
  [FileChangeType.Created]: "created",
  [FileChangeType.Changed]: "changed",
  [FileChangeType.Deleted]: "deleted",
} as const;

/** Tokens that a model has to read for chunks of the index in its prompt: docs/search.md says why. */
const leastForRetrieval = 2_048;

/**
 * Wires the abilities of Ingle to a connection and starts listening. `folder` holds the bundles,
 * the native libraries and the model that ships inside the package.
 */
export function serve(connection: Connection, folder: string): void {
  const log = (line: string): void => connection.console.log(line);
  const roots = createRoots();
  const guard = createGuard({ roots: roots.folders, log });
  const syntax = createSyntax({ folder: join(folder, "grammars"), log });
  let { options } = parseOptions(undefined);
  let followsFolders = false;
  let locale = "en";
  let actionClient: Omit<ActionClient, "runsCommands"> = noActionClient;

  const edits = createRecentEdits({ get: (uri) => texts.get(uri) });
  const documents: TextDocuments<TextDocument> = new TextDocuments({
    create: TextDocument.create,
    update(document, changes, version) {
      for (const change of changes) {
        edits.changing(document, change);
        TextDocument.update(document, [change], version);
      }
      return document;
    },
  });
  const texts = createSeenTexts({ open: () => documents.all() });
  const files = createFiles({ texts, guard });
  const editor = createEditor(connection, () => options.editor);
  const index = createIndexProcess({
    entry: join(folder, "index", "index.js"),
    storage: () => options.storage,
    log,
  });
  const context = createContext({
    sources: [
      createImportedFiles({ files, rootOf: (path) => roots.folderOf(path) }),
      createDeclarations({ knowledge: editor, files }),
      createSimilarFiles({ texts, guard }),
      createRetrieval({ index, files, hasRoom: () => contextTokens() >= leastForRetrieval }),
      edits,
    ],
    guard,
    pathOf: (uri, from) => roots.relativeFrom(uri, from),
    log,
  });

  const models = createModelsInUse({ connection, folder, mayConnect: guard.mayConnect, log });
  const { completion: model, chat: chatModel, answering } = models;

  const why = registerWhy({
    connection,
    documents,
    options: () => options,
    model: () => (model.current.kind === "model" ? model.current.traits.fingerprint : undefined),
    log,
  });

  const search = createWorkspaceSearch({
    index,
    openEmbedder: (wanted) => openEmbedder(wanted, searchModelOptions()),
    openReranker: (wanted) => openReranker(wanted, searchModelOptions()),
    async textOf({ uri, firstLine, lastLine }) {
      const file = await files.read(uri);
      return file?.text
        .split("\n")
        .slice(firstLine, lastLine + 1)
        .join("\n");
    },
    log,
  });
  answerSearches({ connection, search, index, files });
  const takeFolders = registerIndexing({
    connection,
    documents,
    index,
    folders: () => roots.folders,
  });

  /** What the model in use reads at most. */
  function contextTokens(): number {
    return model.current.kind === "model" ? model.current.traits.contextTokens : 0;
  }

  function searchModelOptions(): SearchModelOptions {
    return { process: models.process(options), mayConnect: guard.mayConnect, log };
  }

  function useIndex(wanted: Options): void {
    takeFolders(wanted);
    void search.use(wanted);
  }

  const checks = createChecks({
    trusted: () => options.trusted,
    folders: () => roots.folders,
    typescript: () => options.typescript,
    documents: () =>
      documents
        .all()
        .map((each) => ({ uri: each.uri, languageId: each.languageId, text: each.getText() })),
    reaper: createReaper(join(folder, "reaper.js")),
    log,
  });
  const echo = createEcho({ guard, rootOf: (path) => roots.folderOf(path), log });

  function take(value: unknown): Options {
    const parsed = parseOptions(value);
    for (const problem of parsed.problems) connection.console.warn(problem);
    options = parsed.options;
    return options;
  }

  connection.onInitialize((params: InitializeParams) => {
    take(params.initializationOptions);
    roots.set(params.workspaceFolders ?? []);
    guard.setRoots(roots.folders);
    locale = params.locale ?? "en";
    actionClient = actionClientOf(params.capabilities);
    followsFolders = params.capabilities.workspace?.workspaceFolders === true;
    return {
      serverInfo: { name: "Ingle" },
      capabilities: {
        textDocumentSync: TextDocumentSyncKind.Incremental,
        inlineCompletionProvider: true,
        codeActionProvider: { codeActionKinds: [...codeActionKinds], resolveProvider: true },
        executeCommandProvider: { commands: [acceptedCommand] },
        workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
      },
    };
  });
  const chat = registerChat({
    ...{ connection, files, guard, log },
    storage: () => options.storage,
    workspace: () => roots.uris,
    folders: () => roots.folders,
    answering,
    model: () => chatModel.state,
    pathOf: (uri) => roots.relative(uri),
    search: (query, signal) => search.search(query, signal),
    indexState: () => index.state,
  });
  registerScm({
    ...{ connection, files, guard, log },
    answering,
    pathOf: (uri) => roots.relative(uri),
  });

  const editing = {
    ...{ connection, documents, files, guard, syntax, checks, log },
    answering,
    model: () => chatModel.state,
    folders: () => roots.folders,
    folderOf: (path: string) => roots.folderOf(path),
    pathOf: (uri: string) => roots.relative(uri),
    locale: () => locale,
  };
  const proposals = registerEdit(editing);
  registerRefactors({ ...editing, editor });
  registerCodeActions({
    ...{ connection, documents, guard, syntax },
    pathOf: (uri) => roots.relative(uri),
    locale: () => locale,
    client: () => ({ ...actionClient, runsCommands: options.actionCommands }),
    canEdit: () => chatModel.answering() !== undefined && chatModel.state.kind !== "failed",
    canSearch: () => index.state.kind === "ready" || index.state.kind === "indexing",
    propose: proposals.propose,
  });

  function use(next: Options): void {
    models.use(next);
    useIndex(next);
  }

  connection.onInitialized(() => {
    use(options);
    if (!followsFolders) return;
    connection.workspace.onDidChangeWorkspaceFolders((change) => {
      roots.change(change);
      guard.setRoots(roots.folders);
      useIndex(options);
    });
  });
  connection.onDidChangeConfiguration(({ settings }) => use(take(settings)));
  connection.onRequest(restartRequest, () => model.restart());
  connection.onShutdown(async () => {
    echo.dispose();
    await chat.settled();
    await Promise.all([
      ...[models.dispose(), why.dispose()],
      ...[search.dispose(), index.dispose(), checks.dispose()],
    ]);
  });

  registerCompletion({
    connection,
    documents,
    syntax,
    echoes: createEchoes({ source: echo, guard, rules: why.rules }),
    trace: () => options.trace,
    acceptance: () => options.acceptance,
    onCompleted: why.completed,
    log,
    contextFor(cursor) {
      const { current } = model;
      if (current.kind === "checking") return { unavailable: "the model is being looked at" };
      if (current.kind === "problem") return { unavailable: current.reason };
      if (current.kind === "unknown") {
        current.opened.engine.start();
        return { unavailable: whyUnknown(current.opened.engine) };
      }
      const { engine, generations, rate, speed, traits } = current;
      const { format, contextTokens, confidence } = traits;
      return {
        engine,
        format,
        generations,
        guard,
        rate,
        speed,
        rules: why.rules,
        adaptation: why.adaptation.of(traits.fingerprint),
        model: traits.fingerprint,
        path: roots.relative(cursor.uri),
        repository: roots.nameOf(cursor.uri),
        context,
        contextTokens,
        confidence,
      };
    },
  });

  connection.onDidChangeWatchedFiles(({ changes }) => {
    for (const { uri, type } of changes) {
      guard.fileChanged({ uri });
      echo.fileChanged(uri);
      index.fileChanged(uri);
      checks.fileChanged(uri, fileChanges[type]);
    }
  });
  documents.onDidChangeContent(({ document }) => {
    const { uri, languageId, version } = document;
    syntax.changed({ uri, languageId, version, text: document.getText() });
    echo.changed(document);
  });
  documents.onDidClose(({ document }) => {
    syntax.closed(document.uri);
    texts.closed(document);
    echo.closed(document);
  });
  documents.onDidSave(({ document }) => guard.fileChanged({ uri: document.uri }));
  documents.listen(connection);
  connection.listen();
}

function whyUnknown({ state }: Engine): string {
  return state.kind === "waiting" || state.kind === "failed"
    ? state.reason
    : "the server has not told yet what it serves";
}
