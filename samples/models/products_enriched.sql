-- A row: a product, in the catalogue (shop/products.tsv) or only sold; what the catalogue lacks is kept, with
-- in_catalogue = false.
-- Tells what each product sells, its rank by revenue, and its price against the others of its category: 1 is the
-- cheapest quarter, 4 the dearest; products without a price have none. Units and revenue are of what is known:
-- without_quantity and without_amount purchases are not in them. Of rows with one product_id the first counts, in the order
-- of all their columns; rows without one are left out.
WITH sales AS (
    SELECT product_id,
           count(*) AS purchases,
           coalesce(CAST(sum(quantity) AS BIGINT), 0) AS units,
           count(*) FILTER (quantity IS NULL) AS without_quantity,
           coalesce(sum(amount), 0) AS revenue,
           count(*) FILTER (amount IS NULL) AS without_amount,
           max("date") AS last_sold
    FROM "shop/transactions"
    GROUP BY product_id
),
products AS (
    SELECT *
    FROM "shop/products.tsv" AS each
    WHERE product_id IS NOT NULL
    QUALIFY row_number() OVER (PARTITION BY product_id ORDER BY each) = 1
)
SELECT coalesce(p.product_id, s.product_id) AS product_id,
       p.product_id IS NOT NULL AS in_catalogue,
       p.name,
       coalesce(p.category, 'unknown') AS category,
       p.price_eur AS price,
       CASE WHEN p.price_eur IS NOT NULL THEN
           1 + 4 * (rank() OVER (PARTITION BY p.category ORDER BY p.price_eur NULLS LAST) - 1)
               // count(p.price_eur) OVER (PARTITION BY p.category)
       END AS price_quarter,
       p.weight_kg,
       p.stock,
       p.active,
       p.launched,
       coalesce(s.purchases, 0) AS purchases,
       coalesce(s.units, 0) AS units,
       coalesce(s.without_quantity, 0) AS without_quantity,
       coalesce(s.revenue, 0) AS revenue,
       coalesce(s.without_amount, 0) AS without_amount,
       rank() OVER (ORDER BY coalesce(s.revenue, 0) DESC) AS revenue_rank,
       s.last_sold
FROM products AS p
FULL JOIN sales AS s ON s.product_id = p.product_id
ORDER BY product_id
