-- A row: a purchase of shop/transactions. None is left out or doubled by the joins, as both models have one row a key.
-- Each purchase with its customer's town and segment, its product's name and category, and what cannot be resolved
-- told: `customer` is known, guest (no customer_id) or unknown; `product` is listed or not listed. Unit price and list
-- amount are empty where the amount, the quantity or the list price is.
SELECT t.transaction_id,
       t."date" AS purchased_on,
       t.customer_id,
       CASE
           WHEN t.customer_id IS NULL THEN 'guest'
           WHEN c.is_known THEN 'known'
           ELSE 'unknown'
       END AS customer,
       c.town,
       c.age_group,
       c.segment,
       t.product_id,
       CASE WHEN p.in_catalogue THEN 'listed' ELSE 'not listed' END AS product,
       p.name AS product_name,
       coalesce(p.category, 'unknown') AS category,
       t.quantity,
       t.amount,
       CAST(t.amount / nullif(t.quantity, 0) AS DECIMAL(18, 2)) AS unit_price,
       p.price * t.quantity AS list_amount,
       t.payment_type,
       t.device,
       nullif(t.coupon, 'unknown') AS coupon,
       t.is_outlier
FROM "shop/transactions" AS t
LEFT JOIN customers_enriched AS c ON c.customer_id = t.customer_id
LEFT JOIN products_enriched AS p ON p.product_id = t.product_id
ORDER BY t.transaction_id
