/** Whether a text can be a name in a language: letters, digits and underscores, and no word that it reserves. */
export function isName(text: string, languageId: string): boolean {
  const sigil = sigils[languageId] ?? "";
  const pattern = new RegExp(`^[\\p{L}_${sigil}][\\p{L}\\p{N}_${sigil}]{0,99}$`, "u");
  return pattern.test(text) && !reservedIn(languageId).has(text);
}

const sigils: Record<string, string> = {
  ...{ javascript: "$", javascriptreact: "$", typescript: "$", typescriptreact: "$" },
  ...{ java: "$", php: "$", ruby: "@?!" },
};

const common =
  "break case catch class const continue default do else enum false finally for if import in new null return static super switch this throw true try void while";

const script = `${common} await arguments async debugger delete eval export extends function implements instanceof interface let package private protected public typeof undefined var with yield NaN Infinity`;

const reserved: Record<string, string> = {
  javascript: script,
  javascriptreact: script,
  typescript: `${script} any boolean never number object string symbol type unknown bigint`,
  python:
    "False None True and as assert async await break class continue def del elif else except finally for from global if import in is lambda nonlocal not or pass raise return try while with yield match case self cls",
  go: "break case chan const continue default defer else fallthrough for func go goto if import interface map package range return select struct switch type var nil true false iota",
  rust: "as async await break const continue crate dyn else enum extern false fn for if impl in let loop match mod move mut pub ref return self Self static struct super trait true type unsafe use where while",
  java: `${common} abstract assert boolean byte char double extends final float goto implements instanceof int interface long native package private protected public short strictfp synchronized throws transient volatile var record`,
  csharp: `${common} abstract as base bool byte char checked decimal delegate double event explicit extern fixed float foreach goto implicit int interface internal is lock long namespace object operator out override params private protected public readonly ref sbyte sealed short sizeof stackalloc string struct typeof uint ulong unchecked unsafe ushort using var virtual volatile`,
  cpp: `${common} alignas alignof and asm auto bitand bitor bool char compl constexpr decltype delete double dynamic_cast explicit export extern float friend goto inline int long mutable namespace noexcept not nullptr operator or private protected public register reinterpret_cast short signed sizeof static_assert static_cast struct template thread_local typedef typeid typename union unsigned using virtual volatile wchar_t xor`,
  ruby: "BEGIN END alias and begin break case class def defined? do else elsif end ensure false for if in module next nil not or redo rescue retry return self super then true undef unless until when while yield",
  php: `${common} abstract and array as callable clone declare echo elseif empty extends final fn foreach function global goto implements include instanceof interface isset list match namespace or print private protected public readonly require trait unset use var xor yield`,
};

const sets = new Map<string, ReadonlySet<string>>();

function reservedIn(languageId: string): ReadonlySet<string> {
  const known = sets.get(languageId);
  if (known) return known;
  const same: Record<string, string> = { typescriptreact: "typescript", c: "cpp" };
  const made = new Set((reserved[same[languageId] ?? languageId] ?? common).split(/\s+/));
  sets.set(languageId, made);
  return made;
}
