import * as vscode from "vscode";

const { l10n } = vscode;

/** What a rule is called and what it does; a rule without a text of its own is called by its name. */
export function ruleText(name: string): { title: string; explanation: string } {
  const [title, explanation] = texts()[name] ?? [
    l10n.t("Not if it {0}", name),
    l10n.t("Takes away a suggestion, or the part of it, that {0}.", name),
  ];
  return { title, explanation };
}

function texts(): Record<string, [title: string, explanation: string]> {
  return {
    battery: [
      l10n.t("Pause on battery"),
      l10n.t("Makes no suggestions while this machine runs on its battery (on Linux)."),
    ],
    echo: [
      l10n.t("What your own code says"),
      l10n.t(
        "Where the same was begun elsewhere in this workspace, suggests how it goes on there, without the model.",
      ),
    ],
    comments: [l10n.t("Nothing in comments"), l10n.t("Asks for no suggestion inside a comment.")],
    strings: [l10n.t("Nothing in strings"), l10n.t("Asks for no suggestion inside a string.")],
    "there is nothing to go by": [
      l10n.t("Nothing in an empty file"),
      l10n.t("Asks for no suggestion where there is no text to go by."),
    ],
    "the cursor is inside a word": [
      l10n.t("Nothing inside a word"),
      l10n.t("Asks for no suggestion while letters stand on both sides of the cursor."),
    ],
    "the statement has ended": [
      l10n.t("Nothing after a statement"),
      l10n.t("Asks for no suggestion on a line behind the semicolon that ends it."),
    ],
    "holds the model's own marks": [
      l10n.t("No marks of the model"),
      l10n.t("Ends a suggestion before marks that belong to the model, not to the file."),
    ],
    "repeats itself": [
      l10n.t("No loops"),
      l10n.t("Ends a suggestion where it begins to say the same again and again."),
    ],
    "is indented otherwise": [
      l10n.t("The file's own indentation"),
      l10n.t("Gives a suggestion the file's indentation, with its tabs or spaces."),
    ],
    "repeats the lines above": [
      l10n.t("Not what stands above"),
      l10n.t("Drops a suggestion that begins with the lines right above the cursor."),
    ],
    "repeats the next line": [
      l10n.t("Not what stands below"),
      l10n.t("Ends a suggestion before a line that already stands right below the cursor."),
    ],
    "repeats what follows": [
      l10n.t("No overlap with what follows"),
      l10n.t("Takes from a suggestion's end what the text after the cursor begins with."),
    ],
    "repeats the rest of the line": [
      l10n.t("Not what stands to the right"),
      l10n.t("Takes from a suggestion's end what the rest of the cursor's line says already."),
    ],
    "closes what is closed already": [
      l10n.t("Closing brackets once"),
      l10n.t("Puts a suggestion in the place of closing brackets that it repeats."),
    ],
    "closes what is not open": [
      l10n.t("No brackets too many"),
      l10n.t("Ends a suggestion before a bracket that closes nothing."),
    ],
    "stops in the middle": [
      l10n.t("No open ends"),
      l10n.t("Takes away last lines that open something which no longer follows."),
    ],
    "is unsure": [
      l10n.t("Only what the model is sure of"),
      l10n.t("Cuts a suggestion where the model's own probabilities fall, or drops it."),
    ],
    "does not parse": [
      l10n.t("Nothing that breaks the syntax"),
      l10n.t("Shortens a suggestion until the file parses no worse with it than without."),
    ],
  };
}
