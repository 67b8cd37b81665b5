import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { dirname } from "node:path";
import { describe, it } from "mocha";
import { createCancelling } from "../../../server/check/tsserver/cancelling.ts";

describe("a request to tsserver", () => {
  it("is cancelled by a file of its number, which is gone with the server", () => {
    const cancelling = createCancelling();
    const [flag, place = ""] = cancelling.args;
    assert.equal(flag, "--cancellationPipeName");
    assert.match(place, /[^*]\*$/);
    const fileOf = (request: number) => place.replace(/\*$/, String(request));
    assert.ok(!existsSync(dirname(place)), "nothing is made before it is needed");
    cancelling.cancel(7);
    assert.ok(existsSync(fileOf(7)));
    assert.ok(!existsSync(fileOf(8)));
    cancelling.dispose();
    assert.ok(!existsSync(dirname(place)));
  });
});
