#!/usr/bin/python3
"""`describe` and `corr` in pandas of a cleaned table. The last line printed: CPU seconds, peak bytes.

    summarize_pandas.py CLEANED.csv QUALITY.json REPORT.json
"""
import json
import resource
import sys

import pandas as pd


def main(source, quality_file, report_file):
    with open(quality_file, encoding="utf-8") as file:
        types = {column["name"]: column["type"] for column in json.load(file)["columns"]}
    dates = [name for name, kind in types.items() if kind in ("date", "datetime")]
    table = pd.read_csv(source, na_values=[""], keep_default_na=False, low_memory=False, encoding="utf-8")
    for name in dates:
        table[name] = pd.to_datetime(table[name], format="%Y-%m-%dT%H:%M:%SZ", errors="coerce")
    numbers = [name for name in table.columns if types.get(name) in ("integer", "decimal")]
    columns = {}
    for name in table.columns:
        columns[name] = {"count": int(table[name].count()), "distinct": int(table[name].nunique()),
                         "top": {str(value): int(count) for value, count in table[name].value_counts().head(10).items()}}
    described = table[numbers].describe() if numbers else pd.DataFrame()
    names = {"min": "min", "max": "max", "mean": "mean", "std": "stddev", "25%": "q1", "50%": "median", "75%": "q3"}
    for name in numbers:
        columns[name].update({ours: float(described[name][theirs]) for theirs, ours in names.items()})
    report = {"columns": columns, "correlations": json.loads(table[numbers].corr().to_json())}
    with open(report_file, "w", encoding="utf-8") as out:
        json.dump(report, out)
    used = resource.getrusage(resource.RUSAGE_SELF)
    print(used.ru_utime + used.ru_stime, used.ru_maxrss * 1024)


if __name__ == "__main__":
    main(*sys.argv[1:])
