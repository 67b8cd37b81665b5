/** Files that are dragged over the page. */
interface DroppingActions {
  dropped(uris: string): void;
  over(over: boolean): void;
}

/** What VS Code's explorer and other programs put into a drag, in the order of trust. */
const kinds = ["application/vnd.code.uri-list", "text/uri-list"];

/** Listens for files that are dropped onto the page. */
export function createDropping({ dropped, over }: DroppingActions): {
  listen(root: HTMLElement): void;
} {
  const holdsFiles = ({ dataTransfer }: DragEvent): boolean =>
    kinds.some((kind) => dataTransfer?.types.includes(kind));
  return {
    listen(root) {
      let isOver = false;
      const say = (now: boolean): void => {
        if (now !== isOver) over(now);
        isOver = now;
      };
      root.addEventListener("dragover", (event) => {
        if (!holdsFiles(event)) return;
        event.preventDefault();
        say(true);
      });
      root.addEventListener("dragleave", (event) => {
        if (event.relatedTarget === null) say(false);
      });
      root.addEventListener("drop", (event) => {
        say(false);
        if (!holdsFiles(event)) return;
        event.preventDefault();
        const uris = kinds.map((kind) => event.dataTransfer?.getData(kind) ?? "").find(Boolean);
        if (uris) dropped(uris);
      });
    },
  };
}
