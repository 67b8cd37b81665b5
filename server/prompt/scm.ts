import branch from "./scm/branch.md";
import commit from "./scm/commit.md";
import conflict from "./scm/conflict.md";
import review from "./scm/review.md";
import summarizeFile from "./scm/summarizeFile.md";

/** What the abilities of source control ask of a model. */
export const scmInstructions = {
  commit: commit.trim(),
  summarizeFile: summarizeFile.trim(),
  review: review.trim(),
  branch: branch.trim(),
  conflict: conflict.trim(),
};
