-- A row: a product, in the catalogue (shop/products.tsv) or only sold; what the catalogue lacks is kept, with
-- in_catalogue = false.
-- Tells what each product sells, its rank by revenue, and its price against the others of its category: 1 is the
-- cheapest quarter, 4 the dearest.
WITH sales AS (
    SELECT product_id,
           count(*) AS purchases,
           CAST(sum(quantity) AS BIGINT) AS units,
           sum(amount) AS revenue,
           max("date") AS last_sold
    FROM "shop/transactions"
    GROUP BY product_id
)
SELECT coalesce(p.product_id, s.product_id) AS product_id,
       p.product_id IS NOT NULL AS in_catalogue,
       p.name,
       coalesce(p.category, 'unknown') AS category,
       p.price_eur AS price,
       CASE WHEN p.product_id IS NOT NULL THEN
           1 + 4 * (rank() OVER (PARTITION BY p.category ORDER BY p.price_eur) - 1)
               // count(*) OVER (PARTITION BY p.category)
       END AS price_quarter,
       p.weight_kg,
       p.stock,
       p.active,
       p.launched,
       coalesce(s.purchases, 0) AS purchases,
       coalesce(s.units, 0) AS units,
       coalesce(s.revenue, 0) AS revenue,
       rank() OVER (ORDER BY coalesce(s.revenue, 0) DESC) AS revenue_rank,
       s.last_sold
FROM "shop/products.tsv" AS p
FULL JOIN sales AS s ON s.product_id = p.product_id
ORDER BY product_id
