interface PastingActions {
  pasted(picture: { type: string; bytes: string }): void;
}

/** Listens for pictures that are pasted; text goes where it always goes. */
export function listenForPictures(root: HTMLElement, { pasted }: PastingActions): void {
  root.addEventListener("paste", (event) => {
    const items = [...(event.clipboardData?.items ?? [])];
    // A text with a picture of itself beside it, as some programs put it there, is a text.
    if (items.some(({ kind }) => kind === "string")) return;
    const pictures = items.flatMap((item) => {
      const file = item.type.startsWith("image/") ? item.getAsFile() : null;
      return file ? [file] : [];
    });
    if (pictures.length === 0) return;
    event.preventDefault();
    for (const picture of pictures) void readPicture(picture).then(pasted);
  });
}

async function readPicture(file: File): Promise<{ type: string; bytes: string }> {
  const url = await new Promise<string>((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });
  return { type: file.type, bytes: url.slice(url.indexOf(",") + 1) };
}
