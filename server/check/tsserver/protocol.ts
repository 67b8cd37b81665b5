/** What tsserver answers, as far as it is read here; lines and offsets are one-based. */
export interface Response {
  type: "response";
  request_seq: number;
  success: boolean;
  message?: string;
  body?: unknown;
}

export interface TsLocation {
  line: number;
  offset: number;
}

export interface TsDiagnostic {
  message: string;
  code: number;
  category: string;
  startLocation: TsLocation;
  endLocation: TsLocation;
}

export interface TsNavigationTree {
  kind: string;
  text: string;
  spans: readonly { start: TsLocation; end: TsLocation }[];
  nameSpan?: { start: TsLocation; end: TsLocation };
  childItems?: readonly TsNavigationTree[];
}
