-- A row: a day with purchases. Star schema: date_key refers to dim_date, whose 0 is the unknown date.
-- Tells what was sold on each day, and how much of it to guests.
SELECT coalesce(CAST(strftime("date", '%Y%m%d') AS INTEGER), 0) AS date_key,
       count(*) AS purchases,
       count(DISTINCT customer_id) AS customers,
       count(*) FILTER (customer_id IS NULL) AS by_guests,
       CAST(sum(quantity) AS BIGINT) AS units,
       sum(amount) AS revenue
FROM "shop/transactions"
GROUP BY "date"
ORDER BY date_key
