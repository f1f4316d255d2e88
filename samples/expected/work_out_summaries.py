#!/usr/bin/env python3
"""Works out what summarizing must find in two of the samples: `python3 samples/expected/work_out_summaries.py`.

Needs pandas and scipy (Debian: python3-pandas python3-scipy), whose figures these are. The tables are read from
samples/data and cleaned by work_out.py's rules, not by the Java code. Writes summaries/<name>.json.
"""

import json

import pandas as pd
from scipy import stats

import work_out

# source key: name, time column. Both span between 500 days and 500 weeks, so weeks are what their time is cut into.
TABLES = {
    "energy/electricity-prices.csv": ("energy", "timestamp"),
    "shop/transactions.csv": ("transactions", "date"),
}


def cleaned(key):
    """The kept rows with typed and imputed cells: name, type, whether an identifier, values of each column."""
    encoding, delimiter = work_out.TABLES[key]
    with open(work_out.DATA / key, encoding=encoding, newline="") as file:
        headers, *rows = work_out.csv.reader(file, delimiter=delimiter, strict=True)
    kept, seen = [], set()
    for row in rows:
        cells = tuple(map(work_out.trimmed, row))
        if any(cells) and len(cells) == len(headers) and cells not in seen:
            seen.add(cells)
            kept.append([" ".join(cell.split()) for cell in cells])
    for i, (name, header) in enumerate(zip(work_out.clean_names(headers), headers)):
        cells = [row[i] for row in kept]
        column, _ = work_out.work_out_column(name, header, cells)
        if column["type"] == "text":
            continue
        parse = work_out.PARSERS[column["type"]]
        values = [None if work_out.is_missing(cell) else parse(cell) for cell in cells]
        filler = column.get("imputedWith")
        identifier = work_out.is_identifier(name, column["type"], [value for value in values if value is not None])
        yield name, column["type"], identifier, [filler if work_out.is_missing(cell) else value
                                                 for cell, value in zip(cells, values)]


def summary(frame, time, identifiers):
    numbers = [name for name in frame.columns if name != time]
    pearson, spearman = frame[numbers].corr(), frame[numbers].corr("spearman")
    dated = frame[frame[time].notna()]
    days = (dated[time] - dated[time].min()).dt.total_seconds() / 86400
    series = {}
    for name in numbers:
        if name in identifiers:
            continue
        known = dated[name].notna()
        line = stats.linregress(days[known], dated[name][known])
        margin = line.stderr * stats.t.ppf(0.975, sum(known) - 2)
        distance = dated[name] - line.intercept - line.slope * days
        usual = distance.median()
        z = (distance - usual) / (1.4826 * (distance - usual).abs().median())
        weeks = dated.groupby(dated[time].dt.to_period("W").dt.start_time)[name]
        series[name] = {
            "slopePerDay": line.slope, "slopeLow": line.slope - margin, "slopeHigh": line.slope + margin,
            "points": [[at.date().isoformat(), int(count), mean] for at, count, mean in
                       zip(weeks.count().index, weeks.count(), weeks.mean())],
            "byWeekday": dated.groupby(dated[time].dt.dayofweek)[name].mean().tolist(),
            "byMonth": dated.groupby(dated[time].dt.month)[name].mean().tolist(),
            "anomalies": (z[z.abs() > 3.5].abs().sort_values(ascending=False, kind="stable").head(5).index + 1).tolist(),
        }
    return {
        "columns": {name: {"mean": frame[name].mean(), "median": frame[name].median(), "stddev": frame[name].std(),
                           "q1": frame[name].quantile(0.25), "q3": frame[name].quantile(0.75),
                           "skewness": frame[name].skew()} for name in numbers},
        "correlations": [[x, y, pearson.loc[x, y], spearman.loc[x, y]]
                         for i, x in enumerate(numbers) for y in numbers[i + 1:]],
        "series": series,
    }


def main():
    out = work_out.HERE / "summaries"
    out.mkdir(exist_ok=True)
    for key, (name, time) in TABLES.items():
        columns = list(cleaned(key))
        frame = pd.DataFrame({title: pd.to_datetime(pd.Series(values)) if kind in ("date", "datetime")
                              else pd.Series(values, dtype=object).astype(float) for title, kind, _, values in columns})
        found = summary(frame, time, {title for title, _, identifier, _ in columns if identifier})
        found["types"] = {title: kind for title, kind, _, _ in columns}
        (out / (name + ".json")).write_text(json.dumps(found, indent=1) + "\n")


if __name__ == "__main__":
    main()
