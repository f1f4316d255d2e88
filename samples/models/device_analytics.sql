-- A row: a device and a way of paying on it; `unknown` where the export did not say.
-- Tells what is bought on which device and how people pay there. Shares are percentages of two digits, the first of
-- all purchases, the second of those on the device. Units and revenue are of what is known: without_quantity and
-- without_amount purchases are not in them.
SELECT device,
       payment_type,
       count(*) AS purchases,
       CAST(100 * (count(*) / sum(count(*)) OVER ()) AS DECIMAL(5, 2)) AS share_of_purchases,
       CAST(100 * (count(*) / sum(count(*)) OVER (PARTITION BY device)) AS DECIMAL(5, 2)) AS share_on_device,
       coalesce(CAST(sum(quantity) AS BIGINT), 0) AS units,
       count(*) FILTER (quantity IS NULL) AS without_quantity,
       coalesce(sum(amount), 0) AS revenue,
       count(*) FILTER (amount IS NULL) AS without_amount,
       CAST(avg(amount) AS DECIMAL(18, 2)) AS mean_purchase
FROM transactions_enriched
GROUP BY device, payment_type
ORDER BY device, payment_type
