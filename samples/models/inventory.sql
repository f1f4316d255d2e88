-- A row: a product of the catalogue.
-- Tells how long the stock lasts at the rate of the last 90 days of sales, what it is worth, and what to do: order
-- what lasts less than 45 days, sell off what is no longer active. The 90 days end with the last purchase of all.
-- Purchases without a date do not count, nor do the without_quantity ones whose quantity is missing: with those the stock
-- lasts less long than days_left says. A product that did not sell, or whose stock is not known, has no days left to count.
WITH recent AS (
    SELECT product_id,
           CAST(sum(quantity) AS BIGINT) AS units,
           count(*) FILTER (quantity IS NULL) AS without_quantity
    FROM "shop/transactions"
    WHERE "date" > (SELECT max("date") FROM "shop/transactions") - 90
    GROUP BY product_id
),
counted AS (
    SELECT p.product_id,
           p.name,
           p.category,
           p.active,
           p.stock,
           p.price,
           coalesce(r.units, 0) AS units_in_90_days,
           coalesce(r.without_quantity, 0) AS without_quantity
    FROM products_enriched AS p
    LEFT JOIN recent AS r ON r.product_id = p.product_id
    WHERE p.in_catalogue
)
SELECT product_id,
       name,
       category,
       active,
       stock,
       stock * price AS stock_value,
       units_in_90_days,
       without_quantity,
       CAST(90 * (stock / nullif(units_in_90_days, 0)) AS DECIMAL(18, 1)) AS days_left,
       CASE
           WHEN stock IS NULL THEN 'count it'
           WHEN NOT active THEN CASE WHEN stock > 0 THEN 'sell off' ELSE 'gone' END
           WHEN stock = 0 THEN 'out of stock'
           WHEN 90 * stock < 45 * units_in_90_days THEN 'order'
           WHEN units_in_90_days = 0 OR stock > 8 * units_in_90_days THEN 'too much'
           ELSE 'enough'
       END AS advice
FROM counted
ORDER BY product_id
