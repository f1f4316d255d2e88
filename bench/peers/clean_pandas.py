#!/usr/bin/python3
"""The job of fn-clean in pandas: raw CSV in; cleaned CSV and a report out. The last line printed: CPU seconds, peak bytes.

    clean_pandas.py IN.csv OUT.csv REPORT.json [statistics]

Names in lower snake_case; types where 95 % of a column's cells fit; exact duplicates removed; fences of 1.5 interquartile
ranges, rows beyond them flagged; missing numbers the median, missing texts "unknown"; ISO dates. With `statistics`, also
what the service before this one computed: distinct and top values, moments, correlations.
"""
import json
import re
import resource
import sys

import pandas as pd

NULLS = ["", "NA", "N/A", "n/a", "NULL", "null", "None", "NaN", "nan", "-", "?"]
DATE_FORMATS = ["%Y-%m-%d %H:%M:%S UTC", "%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%SZ", "%Y-%m-%dT%H:%M:%S",
                "%Y-%m-%d %H:%M", "%Y-%m-%d", "%d.%m.%Y %H:%M", "%d.%m.%Y", "%d/%m/%Y", "%m/%d/%Y"]
BOOLEANS = {"true": True, "false": False, "yes": True, "no": False}
THRESHOLD = 0.95
SAMPLE = 2000


def snake(name):
    words = re.sub(r"([a-z])([A-Z])", r"\1_\2", name.strip()).lower()
    return re.sub(r"[^0-9a-z]+", "_", words).strip("_") or "column"


def parse_datetimes(cells, sample):
    """Each format that a sample shows is tried on what the more frequent ones left."""
    shares = {f: pd.to_datetime(sample, format=f, errors="coerce").notna().mean() for f in DATE_FORMATS}
    parsed = pd.Series(pd.NaT, index=cells.index)
    for f in sorted((f for f in shares if shares[f] > 0), key=shares.get, reverse=True):
        todo = cells[parsed.isna() & cells.notna()]
        if len(todo) == 0:
            break
        parsed = parsed.fillna(pd.to_datetime(todo, format=f, errors="coerce"))
    return parsed


def infer(cells):
    """The typed cells and the name of their type."""
    if cells.dtype.kind in "iu":
        return cells, "integer"
    if cells.dtype.kind == "f":
        whole = cells.dropna()
        is_whole = len(whole) and (whole % 1 == 0).all() and whole.abs().max() < 2 ** 53
        return (cells.astype("Int64"), "integer") if is_whole else (cells, "decimal")
    if cells.dtype.kind == "b":
        return cells, "boolean"
    present = cells.dropna()
    if not len(present):
        return cells, "text"
    sample = present.sample(min(SAMPLE, len(present)), random_state=0).astype(str)
    numbers = lambda texts: pd.to_numeric(texts.astype(str).str.replace(",", ".", regex=False), errors="coerce")
    if numbers(sample).notna().mean() >= THRESHOLD:
        return numbers(cells).where(cells.notna()), "decimal"
    if sample.str.lower().isin(BOOLEANS).mean() >= THRESHOLD:
        return cells.str.lower().map(BOOLEANS).astype("boolean"), "boolean"
    if sample.str.match(r"\d{1,4}[-./]\d{1,2}[-./]\d{1,4}").mean() >= THRESHOLD:
        parsed = parse_datetimes(cells, sample)
        if parsed.notna().sum() >= THRESHOLD * cells.notna().sum():
            return parsed, "datetime"
    return cells.str.strip(), "text"


def statistics(table, types):
    """What the service before this one reported besides."""
    numeric = [c for c in table.columns if types[c] in ("integer", "decimal")]
    columns = {}
    for c in table.columns:
        counts = table[c].value_counts()
        columns[c] = {"distinct": len(counts), "top": [[str(k), int(v)] for k, v in counts.head(10).items()]}
        if c in numeric:
            columns[c].update(mean=float(table[c].mean()), std=float(table[c].std()), min=float(table[c].min()),
                              max=float(table[c].max()), tails=[float(q) for q in table[c].quantile([.05, .95])])
    return {"columns": columns, "correlations": table[numeric].corr().to_json()}


def main(source, target, report_file, *options):
    table = pd.read_csv(source, na_values=NULLS, keep_default_na=False, low_memory=False, encoding="utf-8")
    table.columns = [snake(c) for c in table.columns]
    read = len(table)
    table = table.drop_duplicates(ignore_index=True)
    types, columns = {}, {}
    for c in table.columns:
        present = table[c].notna().sum()
        table[c], types[c] = infer(table[c])
        columns[c] = {"type": types[c], "missing": int(len(table) - present),
                      "invalid": int(present - table[c].notna().sum())}
    report = {"read": read, "written": len(table), "duplicates": read - len(table), "columns": columns}
    if "statistics" in options:
        report["statistics"] = statistics(table, types)
    flagged = pd.Series(False, index=table.index)
    for c in table.columns:
        if types[c] in ("integer", "decimal") and not c.endswith("_id"):
            q1, median, q3 = (float(q) for q in table[c].quantile([.25, .5, .75]))
            lower, upper = q1 - 1.5 * (q3 - q1), q3 + 1.5 * (q3 - q1)
            outliers = ((table[c] < lower) | (table[c] > upper)).fillna(False).astype(bool)
            columns[c].update(median=median, lowerFence=lower, upperFence=upper, outliers=int(outliers.sum()))
            flagged |= outliers
            table[c] = table[c].fillna(median if types[c] == "decimal" else round(median))
        elif types[c] == "text":
            table[c] = table[c].fillna("unknown")
        elif types[c] == "datetime":
            table[c] = table[c].dt.strftime("%Y-%m-%dT%H:%M:%SZ")
    table["is_outlier"] = flagged
    table.to_csv(target, index=False)
    with open(report_file, "w", encoding="utf-8") as out:
        json.dump(report, out)
    used = resource.getrusage(resource.RUSAGE_SELF)
    print(used.ru_utime + used.ru_stime, used.ru_maxrss * 1024)


if __name__ == "__main__":
    main(*sys.argv[1:])
