import { type Book, findByTitle } from "./books.ts";
import { fine, isOverdue, type Loan, lend } from "./loans.ts";

export class Desk {
  private readonly loans: Loan[] = [];

  constructor(private readonly books: Book[]) {}

  borrow(title: string, member: string, today: Date): Loan | undefined {
    const book = findByTitle(this.books, title).find((each) => this.available(each) > 0);
    if (!book) {
      return undefined;
    }
    const loan = lend(book, member, today);
    this.loans.push(loan);
    return loan;
  }

  available(book: Book): number {
    const out = this.loans.filter((loan) => loan.isbn === book.isbn && !loan.returned);
    return book.copies - out.length;
  }

  overdue(today: Date): Loan[] {
    return this.loans.filter((loan) => isOverdue(loan, today));
  }

  fines(member: string, today: Date): number {
    const own = this.loans.filter((loan) => loan.member === member);
    return own.reduce((sum, loan) => sum + fine(loan, today), 0);
  }
}
