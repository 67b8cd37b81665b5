/** A line that brings in what another file declares, in the languages that are checked. */
export const importLine = /^\s*(?:import|from|use|pub use|export .* from|const .*require\()/;
