-- A row: a category of products; `unknown` for products without one and for those no longer in the catalogue.
-- Tells what each category sells, to how many customers, and what lies in stock. The share is a percentage of two
-- digits.
WITH sales AS (
    SELECT category,
           count(*) AS purchases,
           CAST(sum(quantity) AS BIGINT) AS units,
           sum(amount) AS revenue,
           count(DISTINCT customer_id) AS customers,
           count(*) FILTER (product = 'not listed') AS of_products_not_listed
    FROM transactions_enriched
    GROUP BY category
),
goods AS (
    SELECT category,
           count(*) FILTER (in_catalogue) AS products,
           CAST(sum(stock) AS BIGINT) AS stock,
           sum(stock * price) AS stock_value
    FROM products_enriched
    GROUP BY category
)
SELECT g.category,
       g.products,
       coalesce(s.purchases, 0) AS purchases,
       coalesce(s.of_products_not_listed, 0) AS of_products_not_listed,
       coalesce(s.units, 0) AS units,
       coalesce(s.revenue, 0) AS revenue,
       CAST(100 * (coalesce(s.revenue, 0) / nullif(sum(s.revenue) OVER (), 0)) AS DECIMAL(5, 2)) AS share_of_revenue,
       CAST(s.revenue / s.purchases AS DECIMAL(18, 2)) AS mean_purchase,
       coalesce(s.customers, 0) AS customers,
       g.stock,
       g.stock_value
FROM goods AS g
LEFT JOIN sales AS s ON s.category = g.category
ORDER BY revenue DESC, g.category
