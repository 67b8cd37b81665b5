"""Prints how many books each member has borrowed this month."""

import csv
import sys
from collections import Counter
from pathlib import Path


def read_loans(path: Path) -> list[dict[str, str]]:
    with path.open(newline="") as file:
        return list(csv.DictReader(file))


def count_by_member(loans: list[dict[str, str]]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for loan in loans:
        counts[loan["member"]] += 1
    return counts


def print_report(counts: Counter[str]) -> None:
    for member, count in counts.most_common():
        print(f"{member:<20} {count:>3}")


def main() -> None:
    if len(sys.argv) != 2:
        sys.exit("usage: report.py LOANS.csv")
    print_report(count_by_member(read_loans(Path(sys.argv[1]))))


if __name__ == "__main__":
    main()
