/** Whether a comment's text speaks of a licence: what stands in many files and means none of them. */
export function isLicenceText(text: string): boolean {
  return /\b(?:copyright|licen[cs]ed?|SPDX|warrant(?:y|ies)|all rights reserved)\b/i.test(text);
}
