-- A row: a way of paying; `unknown` where the export did not say.
-- Tells how much is paid how, by how many customers, with how large purchases, and how often by a coupon. Shares are
-- percentages of two digits; that of revenue is empty unless all revenue together is above 0. The median shows what the
-- few very large purchases do to the mean. Revenue is of what is known: without_amount purchases are not in it.
SELECT payment_type,
       count(*) AS purchases,
       CAST(100 * (count(*) / sum(count(*)) OVER ()) AS DECIMAL(5, 2)) AS share_of_purchases,
       count(DISTINCT customer_id) AS customers,
       count(*) FILTER (customer = 'guest') AS by_guests,
       coalesce(sum(amount), 0) AS revenue,
       count(*) FILTER (amount IS NULL) AS without_amount,
       -- Refunds can make the whole small and a part greater than it, so the type is wide.
       CASE WHEN sum(sum(amount)) OVER () > 0 THEN
           CAST(100 * (coalesce(sum(amount), 0) / sum(sum(amount)) OVER ()) AS DECIMAL(38, 2))
       END AS share_of_revenue,
       CAST(avg(amount) AS DECIMAL(18, 2)) AS mean_purchase,
       median(amount) AS median_purchase,
       CAST(100 * (count(coupon) / count(*)) AS DECIMAL(5, 2)) AS share_with_coupon
FROM transactions_enriched
GROUP BY payment_type
ORDER BY revenue DESC, payment_type
