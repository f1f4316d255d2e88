-- A row: a category of products; `unknown` for products without one and for those no longer in the catalogue.
-- Tells what each category sells, to how many customers, and what lies in stock. The share is a percentage of two
-- digits, and empty unless all revenue together is above 0. Sums are of what is known: without_amount and
-- without_quantity tell how many purchases are not in revenue and units, without_stock how many products are not in stock
-- (nor in stock_value, which also lacks those without a price).
WITH sales AS (
    SELECT category,
           count(*) AS purchases,
           coalesce(CAST(sum(quantity) AS BIGINT), 0) AS units,
           count(*) FILTER (quantity IS NULL) AS without_quantity,
           coalesce(sum(amount), 0) AS revenue,
           count(*) FILTER (amount IS NULL) AS without_amount,
           avg(amount) AS mean_purchase,
           count(DISTINCT customer_id) AS customers,
           count(*) FILTER (product = 'not listed') AS of_products_not_listed
    FROM transactions_enriched
    GROUP BY category
),
goods AS (
    SELECT category,
           count(*) FILTER (in_catalogue) AS products,
           coalesce(CAST(sum(stock) AS BIGINT), 0) AS stock,
           count(*) FILTER (in_catalogue AND stock IS NULL) AS without_stock,
           coalesce(sum(stock * price), 0) AS stock_value
    FROM products_enriched
    GROUP BY category
)
SELECT g.category,
       g.products,
       coalesce(s.purchases, 0) AS purchases,
       coalesce(s.of_products_not_listed, 0) AS of_products_not_listed,
       coalesce(s.units, 0) AS units,
       coalesce(s.without_quantity, 0) AS without_quantity,
       coalesce(s.revenue, 0) AS revenue,
       coalesce(s.without_amount, 0) AS without_amount,
       -- Refunds can make the whole small and a part greater than it, so the type is wide.
       CASE WHEN sum(s.revenue) OVER () > 0 THEN
           CAST(100 * (coalesce(s.revenue, 0) / sum(s.revenue) OVER ()) AS DECIMAL(38, 2))
       END AS share_of_revenue,
       CAST(s.mean_purchase AS DECIMAL(18, 2)) AS mean_purchase,
       coalesce(s.customers, 0) AS customers,
       g.stock,
       g.without_stock,
       g.stock_value
FROM goods AS g
LEFT JOIN sales AS s ON s.category = g.category
ORDER BY revenue DESC, g.category
