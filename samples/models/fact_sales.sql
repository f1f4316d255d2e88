-- A row: a day with purchases. Star schema: date_key refers to dim_date, whose 0 is the unknown date.
-- Tells what was sold on each day, and how much of it to guests. Units and revenue are of what is known: without_quantity
-- and without_amount purchases are not in them.
SELECT coalesce(CAST(strftime("date", '%Y%m%d') AS INTEGER), 0) AS date_key,
       count(*) AS purchases,
       count(DISTINCT customer_id) AS customers,
       count(*) FILTER (customer_id IS NULL) AS by_guests,
       coalesce(CAST(sum(quantity) AS BIGINT), 0) AS units,
       count(*) FILTER (quantity IS NULL) AS without_quantity,
       coalesce(sum(amount), 0) AS revenue,
       count(*) FILTER (amount IS NULL) AS without_amount
FROM "shop/transactions"
GROUP BY "date"
ORDER BY date_key
