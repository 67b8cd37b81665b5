import * as vscode from "vscode";
import type {
  SearchAnswer,
  Searched,
  SearchReason,
  SearchResult,
} from "../../server/protocol/search.ts";

const { l10n } = vscode;

/** A row of the search: a result, or a sentence about the search. */
export interface Row extends vscode.QuickPickItem {
  result?: SearchResult;
}

/** What is shown of an answer; each row stays whatever is typed, because the server has chosen it. */
export function rowsOf(
  { results, searched }: SearchAnswer,
  toTheSide: vscode.QuickInputButton,
): Row[] {
  const found = results.map((result) => rowOf(result, toTheSide));
  switch (searched.kind) {
    case "none":
      return [sentence(searched.reason, searched.remedy)];
    case "some":
      return [...(found.length === 0 ? [nothingYet(searched)] : [separator(searched), ...found])];
    case "all":
      return found.length > 0
        ? found
        : [
            sentence(
              l10n.t("Nothing in this workspace has these words or names."),
              l10n.t("Try other words, or fewer. {0} files were searched.", searched.files),
            ),
          ];
  }
}

/** What is shown while the server is not there to answer. */
export function withoutServer(reason: string | undefined): Row[] {
  return [sentence(reason ?? l10n.t("Ingle is starting."), "")];
}

function rowOf(result: SearchResult, toTheSide: vscode.QuickInputButton): Row {
  const { path, line, name, scope, kind, text, why } = result;
  const file = path.slice(path.lastIndexOf("/") + 1);
  const asked = why.find((reason) => reason.by === "name")?.name ?? name;
  const around = asked === name ? scope : [...scope, name];
  const names = [...around, asked].filter((each) => each !== "").join(" › ");
  const place = `${path}:${line + 1}`;
  const reasons = why.map(reasonText).filter((each) => each !== undefined);
  return {
    label: `$(${icons[kind]}) ${names === "" ? file : names}`,
    description: [place, ...reasons].join(" · "),
    detail: text,
    alwaysShow: true,
    buttons: [toTheSide],
    result,
  };
}

const icons: Readonly<Record<SearchResult["kind"], string>> = {
  function: "symbol-method",
  type: "symbol-class",
  section: "symbol-string",
  text: "symbol-file",
};

function reasonText(reason: SearchReason): string | undefined {
  switch (reason.by) {
    case "words":
      return l10n.t("has {0}", reason.words.join(", "));
    case "name":
      return nameText(reason);
    case "meaning":
      return l10n.t("means something similar");
    case "near":
      return nearText(reason);
    case "recent":
      return l10n.t("looked at lately");
  }
}

function nameText({ name, match }: Extract<SearchReason, { by: "name" }>): string | undefined {
  switch (match) {
    case "exact":
      return l10n.t("declares {0}", name);
    case "prefix":
      return l10n.t("{0} begins so", name);
    case "initials":
    case "letters":
      return l10n.t("{0} has these letters", name);
    case "words":
      return l10n.t("{0} has these words", name);
  }
}

function nearText({ how }: Extract<SearchReason, { by: "near" }>): string {
  switch (how) {
    case "same file":
      return l10n.t("in the open file");
    case "imported":
      return l10n.t("imported by the open file");
    case "importing":
      return l10n.t("imports the open file");
    case "same folder":
      return l10n.t("beside the open file");
  }
}

function nothingYet(searched: Extract<Searched, { kind: "some" }>): Row {
  return sentence(
    progress(searched),
    l10n.t(
      "Nothing that it has so far has these words or names. The rest is searched as it comes.",
    ),
  );
}

function separator(searched: Extract<Searched, { kind: "some" }>): Row {
  return { label: progress(searched), kind: vscode.QuickPickItemKind.Separator };
}

function progress({ done, total }: Extract<Searched, { kind: "some" }>): string {
  return total === 0
    ? l10n.t("The index is still being built; what it has so far is searched.")
    : l10n.t(
        "The index is still being built: {0} of {1} files; what it has so far is searched.",
        done,
        total,
      );
}

function sentence(label: string, detail: string): Row {
  return { label: `$(info) ${label}`, alwaysShow: true, ...(detail === "" ? {} : { detail }) };
}
