-- A row: a customer, known to shop/customers or only to shop/transactions.
-- Tells how lately, how often and for how much each one bought (RFM), against all customers who bought, and the
-- segment that follows. A score of 5 is the best fifth; equal customers have equal scores. Days count back from the
-- last purchase of all. Purchases of guests, which have no customer_id, are nobody's. Units and spent are of what is known:
-- without_quantity and without_amount purchases are not in them. A customer whom shop/customers has twice is one row.
WITH purchases AS (
    SELECT customer_id,
           count(*) AS purchases,
           coalesce(CAST(sum(quantity) AS BIGINT), 0) AS units,
           count(*) FILTER (quantity IS NULL) AS without_quantity,
           coalesce(sum(amount), 0) AS spent,
           count(*) FILTER (amount IS NULL) AS without_amount,
           avg(amount) AS mean_purchase,
           min("date") AS first_purchase,
           max("date") AS last_purchase
    FROM "shop/transactions"
    WHERE customer_id IS NOT NULL
    GROUP BY customer_id
),
scored AS (
    SELECT *,
           -- rank() - 1 others are worse; a customer whose purchases have no date is the least recent.
           1 + 5 * (rank() OVER (ORDER BY last_purchase NULLS FIRST) - 1) // count(*) OVER () AS recency_score,
           1 + 5 * (rank() OVER (ORDER BY purchases) - 1) // count(*) OVER () AS frequency_score,
           1 + 5 * (rank() OVER (ORDER BY spent) - 1) // count(*) OVER () AS monetary_score
    FROM purchases
),
customers AS (
    SELECT DISTINCT customer_id FROM "shop/customers" WHERE customer_id IS NOT NULL
)
SELECT coalesce(c.customer_id, s.customer_id) AS customer_id,
       c.customer_id IS NOT NULL AS is_known,
       coalesce(s.purchases, 0) AS purchases,
       coalesce(s.units, 0) AS units,
       coalesce(s.without_quantity, 0) AS without_quantity,
       coalesce(s.spent, 0) AS spent,
       coalesce(s.without_amount, 0) AS without_amount,
       CAST(s.mean_purchase AS DECIMAL(18, 2)) AS mean_purchase,
       s.first_purchase,
       s.last_purchase,
       (SELECT max("date") FROM "shop/transactions") - s.last_purchase AS days_since_purchase,
       s.recency_score,
       s.frequency_score,
       s.monetary_score,
       CASE
           WHEN s.customer_id IS NULL THEN 'no purchases'
           WHEN recency_score >= 4 AND frequency_score >= 4 AND monetary_score >= 4 THEN 'champion'
           WHEN recency_score >= 3 AND frequency_score >= 4 THEN 'loyal'
           WHEN recency_score <= 2 AND (frequency_score >= 4 OR monetary_score >= 4) THEN 'at risk'
           WHEN monetary_score = 5 THEN 'big spender'
           WHEN recency_score >= 4 AND frequency_score <= 2 THEN 'promising'
           WHEN recency_score = 1 THEN 'lost'
           ELSE 'occasional'
       END AS segment
FROM customers AS c
FULL JOIN scored AS s ON s.customer_id = c.customer_id
ORDER BY customer_id
