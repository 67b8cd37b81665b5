export interface Book {
  isbn: string;
  title: string;
  author: string;
  year: number;
  copies: number;
}

export function findByAuthor(books: Book[], author: string): Book[] {
  return books.filter((book) => book.author === author);
}

export function findByTitle(books: Book[], title: string): Book[] {
  const wanted = title.toLowerCase();
  return books.filter((book) => book.title.toLowerCase().includes(wanted));
}

export function sortByYear(books: Book[]): Book[] {
  return [...books].sort((a, b) => a.year - b.year);
}

export function totalCopies(books: Book[]): number {
  let total = 0;
  for (const book of books) {
    total += book.copies;
  }
  return total;
}
