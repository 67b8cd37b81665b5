import type { Book } from "./books.ts";

export interface Loan {
  isbn: string;
  member: string;
  due: Date;
  returned: boolean;
}

const LOAN_DAYS = 28;
const FINE_PER_DAY = 0.2;
const DAY_MS = 24 * 60 * 60 * 1000;

export function lend(book: Book, member: string, today: Date): Loan {
  const due = new Date(today.getTime() + LOAN_DAYS * DAY_MS);
  return { isbn: book.isbn, member, due, returned: false };
}

export function isOverdue(loan: Loan, today: Date): boolean {
  return !loan.returned && loan.due < today;
}

export function daysLate(loan: Loan, today: Date): number {
  if (!isOverdue(loan, today)) {
    return 0;
  }
  return Math.ceil((today.getTime() - loan.due.getTime()) / DAY_MS);
}

export function fine(loan: Loan, today: Date): number {
  return daysLate(loan, today) * FINE_PER_DAY;
}
