#!/usr/bin/env python3
"""Works out what the models of samples/models must find: `python3 samples/expected/work_out_models.py CLEANED`.

CLEANED is the folder of the samples cleaned as samples/pipeline.yaml says, where `scripts/demo.sh --out DIR --config
samples/pipeline.yaml` leaves them: DIR/demo/pipeline/cleaned.
The runs are those of pipeline_runs.csv, which are made up. Python's standard library only: no SQL, loops over rows, exact
fractions, and sums over all days where the SQL goes from one day to the next.

Writes models/<model>.csv with all rows or, where that were more than 60 kB, models/<model>.json with their number, some of
them in full, and of each column the sum or how often it has which value. Numbers are not rounded: a value of the model is
right if it is no farther away than half a unit of its own last digit. The rules are those that the models' comments state.
"""

import csv
import hashlib
import json
import statistics
import sys
from collections import Counter, defaultdict
from datetime import date, datetime, timedelta
from decimal import Decimal, getcontext
from fractions import Fraction
from pathlib import Path

HERE = Path(__file__).resolve().parent
MOST_BYTES = 60_000
FIRST_ROWS = 20
THEN_EVERY = 250
MOST_VALUES = 20
getcontext().prec = 50


# ---- reading ---------------------------------------------------------------------------------------------------------

def truth(cell):
    return {"true": True, "false": False}[cell]


def utc(cell):
    return datetime.fromisoformat(cell.removesuffix("Z"))


TYPES = {
    "shop/events": {"event_time": utc, "product_id": int, "price": Fraction},
    "shop/customers": {"customer_id": int, "syntymaaika": date.fromisoformat, "newsletter": truth,
                       "luottoraja": Fraction},
    "shop/products.tsv": {"product_id": int, "price_eur": Fraction, "weight_kg": Fraction, "stock": int,
                          "active": truth, "launched": date.fromisoformat},
    "shop/transactions": {"customer_id": int, "product_id": int, "date": date.fromisoformat, "quantity": int,
                          "amount": Fraction, "is_outlier": truth},
    "energy/electricity-prices": {"timestamp": datetime.fromisoformat, "price_eur_mwh": Fraction,
                                  "consumption_mw": Fraction},
    "pipeline_runs": {"finished_at": datetime.fromisoformat, "rows_read": int, "rows_written": int, "duplicates": int,
                      "empty": int, "rejected": int, "quality": Fraction},
}


def read(folder, dataset):
    types = TYPES[dataset]
    with open(folder / (dataset + ".csv"), encoding="utf-8", newline="") as file:
        return [{name: types.get(name, str)(cell) if cell != "" else None for name, cell in row.items()}
                for row in csv.DictReader(file)]


# ---- tools -----------------------------------------------------------------------------------------------------------

def groups(rows, key):
    found = defaultdict(list)
    for row in rows:
        found[key(row)].append(row)
    return found


def total(rows, name):
    return sum((row[name] for row in rows if row[name] is not None), Fraction(0))


def without(rows, name):
    return sum(row[name] is None for row in rows)


def first_of_each(rows, key):
    """By key. Of several rows with one key that which comes first by its columns, missing cells last."""
    found = groups((row for row in rows if row[key] is not None), lambda row: row[key])
    return {value: min(same, key=lambda row: [last_first(cell) for cell in row.values()])
            for value, same in found.items()}


def mean(values):
    values = known(values)
    return sum(values) / Fraction(len(values)) if values else None


def known(values):
    return [value for value in values if value is not None]


def percent(part, whole):
    return Fraction(100) * part / whole if whole and whole > 0 else None


def ratio(part, whole):
    return Fraction(part) / whole if whole else None


def least(values):
    return min(known(values), default=None)


def most(values):
    return max(known(values), default=None)


def last_first(value):
    """A sort key that puts None last."""
    return (value is None, value or 0)


# ---- customers -------------------------------------------------------------------------------------------------------

def fifth(value, all_values):
    """1 for the worst fifth, 5 for the best: by how many of the others are worse."""
    worse = sum(1 for other in all_values if other < value)
    return next(score for score in (5, 4, 3, 2, 1) if worse * 5 >= (score - 1) * len(all_values))


def segment_of(r, f, m):
    if min(r, f, m) >= 4:
        return "champion"
    if f >= 4 and r >= 3:
        return "loyal"
    if r <= 2 and max(f, m) >= 4:
        return "at risk"
    if m == 5:
        return "big spender"
    if r >= 4 and f <= 2:
        return "promising"
    return "lost" if r == 1 else "occasional"


def customer_profiles(data):
    bought = groups(data["shop/transactions"], lambda row: row["customer_id"])
    bought.pop(None, None)
    listed = set(known(row["customer_id"] for row in data["shop/customers"]))
    end = most(row["date"] for row in data["shop/transactions"])
    lately = {who: most(row["date"] for row in rows) for who, rows in bought.items()}
    often = {who: len(rows) for who, rows in bought.items()}
    spent = {who: total(rows, "amount") for who, rows in bought.items()}
    days = [day or date.min for day in lately.values()]
    for who in sorted(listed | bought.keys()):
        row = {"customer_id": who, "is_known": who in listed, "purchases": often.get(who, 0),
               "units": total(bought.get(who, []), "quantity"),
               "without_quantity": without(bought.get(who, []), "quantity"), "spent": spent.get(who, 0),
               "without_amount": without(bought.get(who, []), "amount"),
               "mean_purchase": None, "first_purchase": None, "last_purchase": None, "days_since_purchase": None,
               "recency_score": None, "frequency_score": None, "monetary_score": None, "segment": "no purchases"}
        if who in bought:
            scores = (fifth(lately[who] or date.min, days), fifth(often[who], often.values()),
                      fifth(spent[who], spent.values()))
            row.update(mean_purchase=mean(each["amount"] for each in bought[who]), last_purchase=lately[who],
                       first_purchase=least(each["date"] for each in bought[who]),
                       days_since_purchase=(end - lately[who]).days if lately[who] else None,
                       recency_score=scores[0], frequency_score=scores[1], monetary_score=scores[2],
                       segment=segment_of(*scores))
        yield row


def customer_segments(data):
    everybody = data["customer_profiles"]
    rows = []
    for segment, members in groups(everybody, lambda row: row["segment"]).items():
        days = known(row["days_since_purchase"] for row in members)
        rows.append({"segment": segment, "customers": len(members),
                     "share_of_customers": percent(len(members), len(everybody)),
                     "purchases": total(members, "purchases"), "spent": total(members, "spent"),
                     "without_amount": total(members, "without_amount"),
                     "share_of_spent": percent(total(members, "spent"), total(everybody, "spent")),
                     "spent_per_customer": total(members, "spent") / len(members),
                     "mean_days_since_purchase": ratio(sum(days), len(days))})
    return sorted(rows, key=lambda row: (-row["spent"], row["segment"]))


def full_years(born, day):
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def customers_enriched(data):
    end = most(row["date"] for row in data["shop/transactions"])
    listed = first_of_each(data["shop/customers"], "customer_id")
    for profile in data["customer_profiles"]:
        row = listed.get(profile["customer_id"], {})
        phone = "".join((row.get("puhelin") or "").split(" "))
        if phone.startswith("0"):
            phone = "+358" + phone[1:]
        age = full_years(row["syntymaaika"], end) if row.get("syntymaaika") else None
        ages = [(30, "under 30"), (45, "30-44"), (65, "45-64"), (1000, "65 and over")]
        email = row.get("sahkoposti")
        yield {"customer_id": profile["customer_id"], "is_known": profile["is_known"], "first_name": row.get("etunimi"),
               "last_name": row.get("sukunimi"), "email": None if email == "unknown" else email, "phone": phone or None,
               "postal_code": row.get("postinumero"), "town": row.get("kaupunki"),
               "born": row.get("syntymaaika"), "age": age,
               "age_group": "unknown" if age is None else next(name for below, name in ages if age < below),
               "newsletter": row.get("newsletter"), "credit_limit": row.get("luottoraja"),
               "purchases": profile["purchases"], "spent": profile["spent"],
               "without_amount": profile["without_amount"],
               "last_purchase": profile["last_purchase"], "segment": profile["segment"]}


def customer_analytics(data):
    found = groups(data["customers_enriched"], lambda row: (row["town"] or "unknown", row["age_group"]))
    for (town, age_group), members in sorted(found.items()):
        written_to = [row for row in members if row["newsletter"] is True and row["email"] is not None]
        limits = known(row["credit_limit"] for row in members)
        yield {"town": town, "age_group": age_group, "customers": len(members),
               "buyers": sum(row["purchases"] > 0 for row in members),
               "share_with_newsletter": percent(len(written_to), len(members)),
               "purchases": total(members, "purchases"), "spent": total(members, "spent"),
               "without_amount": total(members, "without_amount"),
               "spent_per_customer": total(members, "spent") / len(members),
               "median_credit_limit": statistics.median(limits) if limits else None}


# ---- web shop --------------------------------------------------------------------------------------------------------

def outcome(kinds):
    return "bought" if "purchase" in kinds else "abandoned" if "cart" in kinds else "looked"


def shopping_sessions(data):
    rows = []
    for session, events in groups(data["shop/events"], lambda row: row["user_session"]).items():
        times = known(row["event_time"] for row in events)
        kinds = Counter(row["event_type"] for row in events)
        by_kind = groups(events, lambda row: row["event_type"])
        rows.append({"user_session": session, "user_id": min(row["user_id"] for row in events),
                     "started_at": least(times),
                     "seconds": int((max(times) - min(times)).total_seconds()) if times else None,
                     "events": len(events), "views": kinds["view"], "carts": kinds["cart"],
                     "purchases": kinds["purchase"], "products": len({row["product_id"] for row in events}),
                     "spent": total(by_kind["purchase"], "price"), "put_in_cart": total(by_kind["cart"], "price"),
                     "without_price": without(by_kind["purchase"] + by_kind["cart"], "price"),
                     "outcome": outcome(kinds)})
    return sorted(rows, key=lambda row: (last_first(row["started_at"]) if row["started_at"] is None
                                         else (False, row["started_at"].timestamp()), row["user_session"]))


def conversion_by_day(data):
    found = groups(data["shopping_sessions"], lambda row: row["started_at"] and row["started_at"].date())
    for day in sorted(found, key=lambda day: (day is None, day or date.min)):
        sessions = found[day]
        outcomes = Counter(row["outcome"] for row in sessions)
        carts = sum(row["carts"] > 0 for row in sessions)
        yield {"day": day, "sessions": len(sessions), "with_cart": carts, "bought": outcomes["bought"],
               "abandoned": outcomes["abandoned"], "cart_rate": percent(carts, len(sessions)),
               "conversion_rate": percent(outcomes["bought"], len(sessions)),
               "abandonment_rate": percent(outcomes["abandoned"], carts), "spent": total(sessions, "spent"),
               "left_in_carts": total([row for row in sessions if row["outcome"] == "abandoned"], "put_in_cart"),
               "without_price": total(sessions, "without_price")}


def conversion_by_category(data):
    rows = []
    for code, events in groups(data["shop/events"], lambda row: row["category_code"]).items():
        sessions = {kind: {row["user_session"] for row in events if row["event_type"] == kind}
                    for kind in ("view", "cart", "purchase")}
        count = len(set.union(*sessions.values()))
        left = len(sessions["cart"] - sessions["purchase"])
        purchases = [row for row in events if row["event_type"] == "purchase"]
        rows.append({"category_code": code, "department": code.partition(".")[0], "sessions": count,
                     "viewed": len(sessions["view"]), "with_cart": len(sessions["cart"]),
                     "bought": len(sessions["purchase"]), "abandoned": left,
                     "cart_rate": percent(len(sessions["cart"]), count),
                     "conversion_rate": percent(len(sessions["purchase"]), count),
                     "abandonment_rate": percent(left, len(sessions["cart"])),
                     "spent": total(purchases, "price"), "without_price": without(purchases, "price")})
    return sorted(rows, key=lambda row: (-row["spent"], row["category_code"]))


def visitors(data):
    rows = []
    for user, sessions in groups(data["shopping_sessions"], lambda row: row["user_id"]).items():
        outcomes = Counter(row["outcome"] for row in sessions)
        if outcomes["bought"]:
            kind = "buyer" if outcomes["bought"] == 1 else "returning buyer"
        elif outcomes["abandoned"]:
            kind = "undecided"
        else:
            kind = "passer-by" if len(sessions) == 1 else "returning visitor"
        rows.append({"user_id": user, "sessions": len(sessions), "events": total(sessions, "events"),
                     "first_seen_at": least(row["started_at"] for row in sessions),
                     "last_seen_at": most(row["started_at"] for row in sessions),
                     "bought": outcomes["bought"], "abandoned": outcomes["abandoned"],
                     "conversion_rate": percent(outcomes["bought"], len(sessions)),
                     "spent": total(sessions, "spent"), "without_price": total(sessions, "without_price"),
                     "kind": kind})
    return sorted(rows, key=lambda row: (-row["spent"], row["user_id"]))


# ---- products and purchases ------------------------------------------------------------------------------------------

def products_enriched(data):
    listed = first_of_each(data["shop/products.tsv"], "product_id")
    sold = groups(data["shop/transactions"], lambda row: row["product_id"])
    revenue = {product: total(sold.get(product, []), "amount") for product in listed | sold}
    prices = {category: known(row["price_eur"] for row in rows)
              for category, rows in groups(listed.values(), lambda row: row["category"]).items()}
    for product in sorted(revenue):
        row, sales = listed.get(product), sold.get(product, [])
        quarter = None
        if row and row["price_eur"] is not None:
            cheaper = sum(price < row["price_eur"] for price in prices[row["category"]])
            quarter = 1 + int(Fraction(4 * cheaper, len(prices[row["category"]])))
        row = row or {}
        yield {"product_id": product, "in_catalogue": product in listed, "name": row.get("name"),
               "category": row.get("category") or "unknown", "price": row.get("price_eur"), "price_quarter": quarter,
               "weight_kg": row.get("weight_kg"), "stock": row.get("stock"), "active": row.get("active"),
               "launched": row.get("launched"), "purchases": len(sales), "units": total(sales, "quantity"),
               "without_quantity": without(sales, "quantity"), "revenue": revenue[product],
               "without_amount": without(sales, "amount"),
               "revenue_rank": 1 + sum(other > revenue[product] for other in revenue.values()),
               "last_sold": most(sale["date"] for sale in sales)}


def transactions_enriched(data):
    customers = {row["customer_id"]: row for row in data["customers_enriched"]}
    products = {row["product_id"]: row for row in data["products_enriched"]}
    for row in sorted(data["shop/transactions"], key=lambda row: row["transaction_id"]):
        who = row["customer_id"]
        buyer, product = customers.get(who, {}), products[row["product_id"]]
        yield {"transaction_id": row["transaction_id"], "purchased_on": row["date"], "customer_id": who,
               "customer": "guest" if who is None else "known" if buyer["is_known"] else "unknown",
               "town": buyer.get("town"), "age_group": buyer.get("age_group"), "segment": buyer.get("segment"),
               "product_id": row["product_id"], "product": "listed" if product["in_catalogue"] else "not listed",
               "product_name": product["name"], "category": product["category"], "quantity": row["quantity"],
               "amount": row["amount"], "unit_price": None if row["amount"] is None else ratio(row["amount"], row["quantity"]),
               "list_amount": None if None in (product["price"], row["quantity"])
               else product["price"] * row["quantity"],
               "payment_type": row["payment_type"], "device": row["device"],
               "coupon": None if row["coupon"] == "unknown" else row["coupon"], "is_outlier": row["is_outlier"]}


def stock_value(row):
    return None if None in (row["stock"], row["price"]) else row["stock"] * row["price"]


def category_analytics(data):
    sold = groups(data["transactions_enriched"], lambda row: row["category"])
    everything = total(data["transactions_enriched"], "amount")
    rows = []
    for category, products in groups(data["products_enriched"], lambda row: row["category"]).items():
        sales = sold[category]
        listed = [row for row in products if row["in_catalogue"]]
        rows.append({"category": category, "products": len(listed), "purchases": len(sales),
                     "of_products_not_listed": sum(row["product"] == "not listed" for row in sales),
                     "units": total(sales, "quantity"), "without_quantity": without(sales, "quantity"),
                     "revenue": total(sales, "amount"), "without_amount": without(sales, "amount"),
                     "share_of_revenue": percent(total(sales, "amount"), everything),
                     "mean_purchase": mean(row["amount"] for row in sales),
                     "customers": len(set(known(row["customer_id"] for row in sales))),
                     "stock": total(listed, "stock"), "without_stock": without(listed, "stock"),
                     "stock_value": sum(known(stock_value(row) for row in listed))})
    return sorted(rows, key=lambda row: (-row["revenue"], row["category"]))


def payment_analytics(data):
    everything = data["transactions_enriched"]
    rows = []
    for payment, sales in groups(everything, lambda row: row["payment_type"]).items():
        rows.append({"payment_type": payment, "purchases": len(sales),
                     "share_of_purchases": percent(len(sales), len(everything)),
                     "customers": len(set(known(row["customer_id"] for row in sales))),
                     "by_guests": sum(row["customer_id"] is None for row in sales), "revenue": total(sales, "amount"),
                     "without_amount": without(sales, "amount"),
                     "share_of_revenue": percent(total(sales, "amount"), total(everything, "amount")),
                     "mean_purchase": mean(row["amount"] for row in sales),
                     "median_purchase": statistics.median(known(row["amount"] for row in sales)),
                     "share_with_coupon": percent(sum(row["coupon"] is not None for row in sales), len(sales))})
    return sorted(rows, key=lambda row: (-row["revenue"], row["payment_type"]))


def device_analytics(data):
    everything = data["transactions_enriched"]
    on_device = Counter(row["device"] for row in everything)
    for (device, payment), sales in sorted(groups(everything, lambda row: (row["device"], row["payment_type"])).items()):
        yield {"device": device, "payment_type": payment, "purchases": len(sales),
               "share_of_purchases": percent(len(sales), len(everything)),
               "share_on_device": percent(len(sales), on_device[device]), "units": total(sales, "quantity"),
               "without_quantity": without(sales, "quantity"), "revenue": total(sales, "amount"),
               "without_amount": without(sales, "amount"), "mean_purchase": mean(row["amount"] for row in sales)}


def inventory(data):
    end = most(row["date"] for row in data["shop/transactions"])
    units, uncounted = Counter(), Counter()
    for row in data["shop/transactions"]:
        if row["date"] is not None and 0 <= (end - row["date"]).days < 90:
            units[row["product_id"]] += row["quantity"] or 0
            uncounted[row["product_id"]] += row["quantity"] is None
    for row in data["products_enriched"]:
        if row["in_catalogue"]:
            stock, sold = row["stock"], units[row["product_id"]]
            left = Fraction(stock * 90, sold) if sold and stock is not None else None
            if stock is None:
                advice = "count it"
            elif row["active"] is False:
                advice = "sell off" if stock > 0 else "gone"
            elif stock == 0:
                advice = "out of stock"
            elif left is None or left > 720:
                advice = "too much"
            else:
                advice = "order" if left < 45 else "enough"
            yield {"product_id": row["product_id"], "name": row["name"], "category": row["category"],
                   "active": row["active"], "stock": stock, "stock_value": stock_value(row),
                   "units_in_90_days": sold, "without_quantity": uncounted[row["product_id"]], "days_left": left, "advice": advice}


# ---- star schema -----------------------------------------------------------------------------------------------------

def date_key(day):
    return day.year * 10000 + day.month * 100 + day.day if day else 0


def source_id(dataset):
    return hashlib.md5(dataset.encode()).hexdigest()[:12]


def fact_sales(data):
    rows = []
    for day, sales in groups(data["shop/transactions"], lambda row: row["date"]).items():
        rows.append({"date_key": date_key(day), "purchases": len(sales),
                     "customers": len(set(known(row["customer_id"] for row in sales))),
                     "by_guests": sum(row["customer_id"] is None for row in sales),
                     "units": total(sales, "quantity"), "without_quantity": without(sales, "quantity"),
                     "revenue": total(sales, "amount"), "without_amount": without(sales, "amount")})
    return sorted(rows, key=lambda row: row["date_key"])


def dim_date(data):
    days = known([row["date"] for row in data["shop/transactions"]]
                 + [row["finished_at"] and row["finished_at"].date() for row in data["pipeline_runs"]])
    names = "date_key day year quarter month year_month iso_year iso_week weekday weekday_name is_working_day".split()
    yield dict.fromkeys(names) | {"date_key": 0}
    for offset in range((max(days) - min(days)).days + 1):
        day = min(days) + timedelta(days=offset)
        iso = day.isocalendar()
        yield dict(zip(names, [date_key(day), day, day.year, (day.month + 2) // 3, day.month,
                               day.isoformat()[:7], iso.year, iso.week, iso.weekday,
                               ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
                               [day.weekday()], day.weekday() < 5]))


def in_order(runs):
    return sorted(runs, key=lambda row: (row["finished_at"] is None, row["finished_at"] or datetime.min))


def dim_source(data):
    for dataset, runs in sorted(groups(data["pipeline_runs"], lambda row: row["dataset"]).items()):
        last = (in_order([row for row in runs if row["finished_at"]]) or runs)[-1]
        name = last["source_key"].rpartition("/")[2]
        yield {"source_id": source_id(dataset), "dataset": dataset, "source_key": last["source_key"],
               "folder": dataset.rpartition("/")[0] or None,
               "format": name.rpartition(".")[2].lower() if "." in name else None, "known_runs": len(runs),
               "first_known_run_at": least(row["finished_at"] for row in runs), "last_run_at": last["finished_at"],
               "last_state": last["state"], "last_quality": last["quality"]}


def fact_run(data):
    rows = []
    for dataset, runs in groups(data["pipeline_runs"], lambda row: row["dataset"]).items():
        before = None
        for run in in_order(runs):
            counted = run["rows_read"] is not None
            left_out = run["rows_read"] - run["rows_written"] if counted else None
            told = [run[name] for name in ("duplicates", "empty", "rejected")]
            change = None
            if run["quality"] is not None and before is not None and before["quality"] is not None:
                change = run["quality"] - before["quality"]
            rows.append({"date_key": date_key(run["finished_at"]), "source_id": source_id(dataset),
                         "finished_at": run["finished_at"], "state": run["state"],
                         "verdict": run["verdict"], "rows_read": run["rows_read"],
                         "rows_written": run["rows_written"], "duplicates": told[0], "empty": told[1],
                         "rejected": told[2], "outliers_removed": left_out - sum(told) if counted else None,
                         "share_left_out": percent(left_out, run["rows_read"]) if counted else None,
                         "quality": run["quality"], "quality_change": change})
            before = run
    return sorted(in_order(rows), key=lambda row: (row["finished_at"] is None, row["finished_at"] or datetime.min,
                                                   row["source_id"]))


# ---- electricity -----------------------------------------------------------------------------------------------------

def electricity_daily(data):
    hours = [row for row in data["energy/electricity-prices"] if row["timestamp"] is not None]
    for day, rows in sorted(groups(hours, lambda row: row["timestamp"].date()).items()):
        prices = known(row["price_eur_mwh"] for row in rows)
        both = [row for row in rows if None not in (row["price_eur_mwh"], row["consumption_mw"])]
        paid = sum(row["price_eur_mwh"] * row["consumption_mw"] for row in both)
        yield {"day": day, "hours": len(rows), "hours_without_price": len(rows) - len(prices),
               "hours_without_consumption": without(rows, "consumption_mw"), "mean_price": mean(prices),
               "lowest_price": least(prices), "highest_price": most(prices),
               "hours_below_zero": sum(price < 0 for price in prices),
               "consumption_mwh": total(rows, "consumption_mw"),
               "price_paid": ratio(paid, total(both, "consumption_mw"))}


def electricity_indicators(data):
    stretch = []
    for row in data["electricity_daily"]:
        if row["mean_price"] is not None:
            if stretch and row["day"] - stretch[-1]["day"] != timedelta(days=1):
                yield from indicators(stretch)
                stretch = []
            stretch.append(row)
    yield from indicators(stretch)


def indicators(days):
    """Of days that follow each other without a gap."""
    means = []
    for row in days:
        millionths = row["mean_price"] * 10**6
        assert millionths.denominator != 2, "a mean lies on a rounding edge"
        means.append(Decimal(round(millionths)) / 10**6)
    changes = [None] + [after - before for before, after in zip(means, means[1:])]

    def smoothed(first, following, weight):
        """The sum of all so far, each weighted by how long ago it was: what moving day by day comes to."""
        kept = 1 - weight
        return first * kept ** len(following) + sum(
            value * weight * kept ** ago for ago, value in enumerate(reversed(following)))

    def relative_strength(day):
        if day < 14:
            return None
        averages = []
        for part in (lambda change: max(change, Decimal(0)), lambda change: max(-change, Decimal(0))):
            moves = [part(change) for change in changes[1:day + 1]]
            averages.append(smoothed(sum(moves[:14]) / 14, moves[14:], 1 / Decimal(14)))
        rises, falls = averages
        if falls == 0:
            return Decimal(100 if rises > 0 else 50)
        return 100 - 100 / (1 + rises / falls)

    for day, row in enumerate(days):
        volatility = None
        if day >= 30:
            last = changes[day - 29:day + 1]
            mean = sum(last) / 30
            volatility = (sum((change - mean) ** 2 for change in last) / 29).sqrt()
        yield {"day": row["day"], "day_in_a_row": day + 1, "mean_price": row["mean_price"],
               "sma_7": sum(means[day - 6:day + 1]) / 7 if day >= 6 else None,
               "sma_30": sum(means[day - 29:day + 1]) / 30 if day >= 29 else None,
               "ema_7": smoothed(means[0], means[1:day + 1], Decimal("0.25")),
               "rsi_14": relative_strength(day), "volatility_30": volatility}


# ---- writing ---------------------------------------------------------------------------------------------------------

MODELS = [customer_profiles, customer_segments, customers_enriched, customer_analytics, shopping_sessions,
          conversion_by_day, conversion_by_category, visitors, products_enriched, transactions_enriched,
          category_analytics, payment_analytics, device_analytics, inventory, fact_sales, dim_date, dim_source,
          fact_run, electricity_daily, electricity_indicators]


def is_number(value):
    return isinstance(value, (int, Fraction, Decimal)) and not isinstance(value, bool)


def text(value):
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, Fraction):
        value = Decimal(value.numerator) / value.denominator
    if isinstance(value, Decimal):
        value = f"{value:.10f}".rstrip("0").rstrip(".")
        return "0" if value == "-0" else value
    return value.isoformat() if isinstance(value, (date, datetime)) else str(value)


def some(rows):
    """Some rows by their number from 1, and of each column how many cells are empty, and the sum or the values."""
    chosen = [i for i in range(len(rows)) if i < FIRST_ROWS or (i + 1) % THEN_EVERY == 0 or i == len(rows) - 1]
    columns = {}
    for name in rows[0]:
        values = known(row[name] for row in rows)
        columns[name] = {"empty": len(rows) - len(values)}
        if all(map(is_number, values)):
            columns[name]["sum"] = text(sum(map(Fraction, values)))
            # Only then is the sum exact; else each value may be half a unit of its last digit away.
            columns[name]["exact"] = all(Fraction(value * 100).denominator == 1 for value in values)
        elif len(set(values)) <= MOST_VALUES:
            columns[name]["values"] = dict(sorted(Counter(map(text, values)).items()))
        else:
            columns[name]["distinct"] = len(set(values))
    return {"rows": len(rows), "columns": columns,
            "some": {i + 1: [text(value) for value in rows[i].values()] for i in chosen}}


def main():
    if len(sys.argv) != 2:
        sys.exit("usage: work_out_models.py CLEANED")
    data = {dataset: read(Path(sys.argv[1]), dataset) for dataset in TYPES if dataset != "pipeline_runs"}
    data["pipeline_runs"] = read(HERE, "pipeline_runs")
    out = HERE / "models"
    out.mkdir(exist_ok=True)
    for file in out.iterdir():
        file.unlink()
    for model in MODELS:
        name = model.__name__
        rows = data[name] = list(model(data))
        table = out / (name + ".csv")
        with open(table, "w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(rows[0])
            writer.writerows([text(value) for value in row.values()] for row in rows)
        if table.stat().st_size > MOST_BYTES:
            table.unlink()
            lines = json.dumps(some(rows), ensure_ascii=False, indent=1)
            (out / (name + ".json")).write_text(lines + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
