/** What an embedding model wants to read before a question, and before a text that may answer it. */
export interface EmbeddingFormat {
  readonly query: string;
  readonly passage: string;
}

const task = "Given a question about a code base, retrieve the code that answers it";
const plain: EmbeddingFormat = { query: "", passage: "" };

/**
 * Instructions that models were trained with, by what their names contain, as their model cards give
 * them; the first that fits holds. A model that is not known here is given the texts alone.
 */
const formats: readonly (readonly [name: RegExp, format: EmbeddingFormat])[] = [
  [/qwen3.*embedding/, { query: `Instruct: ${task}\nQuery:`, passage: "" }],
  [/nomic.*code/, { query: "Represent this query for searching relevant code: ", passage: "" }],
  [/nomic.*embed/, { query: "search_query: ", passage: "search_document: " }],
  [
    /embedding-?gemma/,
    { query: "task: code retrieval | query: ", passage: "title: none | text: " },
  ],
  [
    /jina-code/,
    {
      query: "Find the most relevant code snippet given the following query:\n",
      passage: "Candidate code snippet:\n",
    },
  ],
  [
    /bge-.*-en-v1\.5/,
    { query: "Represent this sentence for searching relevant passages: ", passage: "" },
  ],
  [/(^|[^a-z])(multilingual-)?e5-/, { query: "query: ", passage: "passage: " }],
];

/** The instructions for a model by its name, or by the name of its file. */
export function embeddingFormat(name: string): EmbeddingFormat {
  const plainName = name.toLowerCase().replaceAll(/[\s_]+/g, "-");
  return formats.find(([pattern]) => pattern.test(plainName))?.[1] ?? plain;
}
