#!/usr/bin/env python3
"""Works out what cleaning must find in the sample data: `python3 samples/expected/work_out.py`.

Writes counts.json beside itself. It shares nothing with the Java code: it reads samples/data with Python's own csv
module, told each file's encoding and delimiter, holds whole tables, and computes in exact fractions. Where a sample
would let two sensible implementations differ (a value on a fence, a percentage on a rounding edge, both decimal
points and commas in a column), it stops: such a sample is to be changed, not the expectation.

The rules are in samples/README.md.
"""

import csv
import json
import re
import unicodedata
from datetime import datetime
from fractions import Fraction
from pathlib import Path

HERE = Path(__file__).resolve().parent
DATA = HERE.parent / "data"

# source key: encoding, delimiter
TABLES = {
    "energy/electricity-prices.csv": ("utf-8", ";"),
    "odd names/mittaukset 100% + ä #1.csv": ("utf-8", ";"),
    "shop/customers.csv": ("windows-1252", ";"),
    "shop/events.csv": ("utf-8", ","),
    "shop/products.tsv": ("utf-8-sig", "\t"),
    "shop/transactions.csv": ("utf-8", ","),
}
NOT_TABLES = {
    "broken/empty.csv": "empty",
    "broken/photo.csv": "not a table",
}

MISSING = {"", "na", "n/a", "null", "none", "nan", "-", "--", "..", "...", "?", "#n/a", "#null!", "nil", "(blank)"}
BOOLEANS = {"true", "false", "yes", "no", "kyllä", "ei"}
DATE_FORMATS = ["%Y-%m-%d", "%d.%m.%Y"]
DATETIME_FORMATS = ["%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M:%S UTC", "%d.%m.%Y %H:%M"]
IDENTIFIER_WORDS = {"uuid", "guid", "nr", "pnr", "zip", "plz", "tel", "puh", "mobile", "mobil", "gsm", "fax", "msisdn",
                    "imei", "imsi", "iban", "bic", "ean", "gtin", "isbn", "issn", "vin", "ssn", "hetu"}
IDENTIFIER_ENDINGS = ("number", "numero", "nummer", "nro", "phone", "puhelin", "telefon", "tunnus", "viite",
                      "postcode", "zipcode", "postal_code", "post_code", "zip_code")
# Of integers only.
NUMBER_WORDS = {"order", "tilaus", "bestallning", "date", "birthdate", "dob", "synt", "fodd"}
NUMBER_ENDINGS = ("code", "koodi", "kod", "pvm", "datum", "syntymaaika")
YEAR_WORDS = {"year", "yr", "ar"}
NUMBERS = {"integer", "decimal"}
TYPE_SHARE = Fraction(95, 100)
DROP_SHARE = Fraction(90, 100)


# ---- cells -----------------------------------------------------------------------------------------------------------

def is_missing(cell):
    return cell.lower() in MISSING


def parse_integer(cell):
    return int(cell) if re.fullmatch(r"[+-]?[0-9]+", cell) else None


def parse_decimal(cell):
    return Fraction(cell.replace(",", ".")) if re.fullmatch(r"[+-]?[0-9]+([.,][0-9]+)?", cell) else None


def parse_boolean(cell):
    return cell.lower() if cell.lower() in BOOLEANS else None


def parse_by_formats(cell, formats):
    for form in formats:
        try:
            return datetime.strptime(cell, form)
        except ValueError:
            pass
    return None


def parse_date(cell):
    found = parse_by_formats(cell, DATE_FORMATS)
    return found.date() if found else None


def parse_datetime(cell):
    return parse_by_formats(cell, DATETIME_FORMATS)


# In the order in which they are tried.
PARSERS = {"integer": parse_integer, "decimal": parse_decimal, "boolean": parse_boolean, "date": parse_date,
           "datetime": parse_datetime}


def has_leading_zero(cell):
    return re.fullmatch(r"[+-]?0[0-9]+([.,][0-9]+)?", cell) is not None


def type_of(cells):
    """The first type that at least 95 % of the non-missing cells fit; text if there is none."""
    if not cells or any(has_leading_zero(cell) for cell in cells):
        return "text"
    if sum(re.fullmatch(r"[0-9]{16,}", cell) is not None for cell in cells) >= TYPE_SHARE * len(cells):
        return "text"
    for name, parse in PARSERS.items():
        if sum(parse(cell) is not None for cell in cells) >= TYPE_SHARE * len(cells):
            return name
    return "text"


# ---- names -----------------------------------------------------------------------------------------------------------

def clean_names(headers):
    names = []
    for position, header in enumerate(headers, start=1):
        plain = "".join(c for c in unicodedata.normalize("NFKD", header) if not unicodedata.combining(c))
        name = re.sub(r"[^a-z0-9]+", "_", plain.lower()).strip("_") or f"column_{position}"
        repeats = 2
        unique = name
        while unique in names:
            unique = f"{name}_{repeats}"
            repeats += 1
        names.append(unique)
    return names


def is_identifier(name, kind, valid):
    """By name, or whole numbers that hardly repeat although they lie close together."""
    if name == "id" or name.endswith("_id"):
        return True
    if kind not in ("integer", "text"):
        return False
    last = name.split("_")[-1]
    if last in IDENTIFIER_WORDS or name.endswith(IDENTIFIER_ENDINGS) or re.search(r"[a-z0-9]{3}nr$", last):
        return True
    if last == "no" and not name.endswith("s_no") or name.endswith(("ss_no", "us_no")):  # votes_no are votes
        return True
    if kind == "text" or not valid:
        return False
    ordered = sorted(map(Fraction, valid))
    q1, q3 = quantile(ordered, Fraction(1, 4)), quantile(ordered, Fraction(3, 4))
    if last in NUMBER_WORDS or last.endswith(NUMBER_ENDINGS):
        return True
    if (last in YEAR_WORDS or last.endswith("vuosi")) and not name.endswith("per_" + last):
        return q1 >= 1000 and q3 <= 2999
    return (q3 > q1 and (len(valid) // 2) ** 2 >= 20 * (q3 - q1)
            and len(set(valid)) * 100 >= len(valid) * 99)


# ---- figures ---------------------------------------------------------------------------------------------------------

def quantile(ordered, share):
    """By linear interpolation between the two nearest of the values, as numpy and pandas do by default."""
    place = (len(ordered) - 1) * share
    below = place.numerator // place.denominator
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (place - below) * (ordered[above] - ordered[below])


def percent(part, whole):
    if whole == 0:
        return 100.0
    hundredths = Fraction(part * 100 * 100, whole)
    assert hundredths.denominator != 2, "the percentage lies on a rounding edge"
    return float(Fraction(round(hundredths), 100))


def number(value):
    value = Fraction(value)
    return value.numerator if value.denominator == 1 else float(value)


def timestamp(value, utc):
    return value.isoformat() + ("Z" if utc else "")


# ---- a column --------------------------------------------------------------------------------------------------------

def work_out_column(name, source_name, cells):
    """Returns what is expected of the column, and for each row whether its cell lies beyond a fence."""
    present = [cell for cell in cells if not is_missing(cell)]
    missing = len(cells) - len(present)
    kind = type_of(present)
    parse = PARSERS.get(kind, lambda cell: cell)
    parsed = [None if is_missing(cell) else parse(cell) for cell in cells]
    valid = [value for value in parsed if value is not None]
    invalid = len(present) - len(valid)
    dropped = missing > DROP_SHARE * len(cells)
    column = {"name": name, "sourceName": source_name, "type": kind, "missing": missing, "invalid": invalid,
              "imputed": 0, "dropped": dropped}
    beyond = [False] * len(cells)
    if dropped:
        return column, beyond

    if kind == "decimal":
        marks = {mark for cell in present if parse(cell) is not None for mark in ".," if mark in cell}
        assert len(marks) <= 1, f"{name}: both decimal points and commas"
    cleaned = list(valid)
    identifier = is_identifier(name, kind, valid)
    if kind in NUMBERS and not identifier:
        ordered = sorted(map(Fraction, valid))
        q1, median, q3 = (quantile(ordered, Fraction(share, 4)) for share in (1, 2, 3))
        lower = q1 - Fraction(3, 2) * (q3 - q1)
        upper = q3 + Fraction(3, 2) * (q3 - q1)
        # The fences of integers are eighths, exact in floating point too; those of decimals are not.
        nearest = min(abs(value - fence) for value in valid for fence in (lower, upper))
        assert kind == "integer" or nearest > Fraction(1, 10**9), f"{name}: a value lies on a fence"
        beyond = [value is not None and not lower <= value <= upper for value in parsed]
        column.update(q1=number(q1), median=number(median), q3=number(q3), lowerFence=number(lower),
                      upperFence=number(upper), outliers=sum(beyond))
        filler = Fraction(round(median)) if kind == "integer" else median  # round() takes halves to even
    elif kind == "text" and not identifier:
        filler = "unknown"
    else:
        filler = None
    if filler is not None and missing > 0:
        column["imputed"] = missing
        column["imputedWith"] = filler if kind == "text" else number(filler)
        cleaned += [filler] * missing

    column["cleaned"] = {"count": len(cleaned)}
    if kind in NUMBERS:
        column["cleaned"].update(mean=number(sum(map(Fraction, cleaned)) / len(cleaned)), min=number(min(cleaned)),
                                 max=number(max(cleaned)))
    if kind in ("date", "datetime"):
        utc = any(cell.endswith(" UTC") for cell in present)
        column["cleaned"].update(min=timestamp(min(cleaned), utc), max=timestamp(max(cleaned), utc))
    return column, beyond


# ---- a table ---------------------------------------------------------------------------------------------------------

def trimmed(cell):
    return cell.strip()  # Unicode white space, the no-break space among it


def work_out_table(key, encoding, delimiter):
    with open(DATA / key, encoding=encoding, newline="") as file:
        headers, *rows = csv.reader(file, delimiter=delimiter, strict=True)
    kept, seen = [], set()
    duplicates = empty = rejected = 0
    for row in rows:
        cells = tuple(map(trimmed, row))
        if not any(cells):
            empty += 1
        elif len(cells) != len(headers):
            rejected += 1
        elif cells in seen:
            duplicates += 1
        else:
            seen.add(cells)
            kept.append([" ".join(cell.split()) for cell in cells])

    results = [work_out_column(name, header, [row[i] for row in kept])
               for i, (name, header) in enumerate(zip(clean_names(headers), headers))]
    columns = [column for column, _ in results]
    all_cells = len(kept) * len(headers)
    missing = sum(column["missing"] for column in columns)
    invalid = sum(column["invalid"] for column in columns)
    return {
        "state": "summarized",
        "rows": {"read": len(rows), "written": len(kept), "duplicates": duplicates, "empty": empty,
                 "rejected": rejected, "outliers": 0},
        "scores": {"completeness": percent(all_cells - missing, all_cells),
                   "uniqueness": percent(len(kept), len(kept) + duplicates),
                   "validity": percent(all_cells - missing - invalid, all_cells - missing)},
        "rowsFlaggedAsOutliers": sum(map(any, zip(*(beyond for _, beyond in results)))),
        "columns": columns,
    }


def main():
    found = {path.relative_to(DATA).as_posix() for path in DATA.rglob("*") if path.is_file()}
    listed = TABLES.keys() | NOT_TABLES.keys()
    assert found == listed, f"not listed here, or not there: {found ^ listed}"
    counts = {key: {"state": "rejected", "because": why} for key, why in NOT_TABLES.items()}
    for key, (encoding, delimiter) in TABLES.items():
        counts[key] = work_out_table(key, encoding, delimiter)
    text = json.dumps(dict(sorted(counts.items())), indent=2, ensure_ascii=False) + "\n"
    (HERE / "counts.json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
