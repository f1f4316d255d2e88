-- A row: a way of paying; `unknown` where the export did not say.
-- Tells how much is paid how, by how many customers, with how large purchases, and how often by a coupon. Shares are
-- percentages of two digits. The median shows what the few very large purchases do to the mean.
SELECT payment_type,
       count(*) AS purchases,
       CAST(100 * (count(*) / sum(count(*)) OVER ()) AS DECIMAL(5, 2)) AS share_of_purchases,
       count(DISTINCT customer_id) AS customers,
       count(*) FILTER (customer = 'guest') AS by_guests,
       sum(amount) AS revenue,
       CAST(100 * (sum(amount) / nullif(sum(sum(amount)) OVER (), 0)) AS DECIMAL(5, 2)) AS share_of_revenue,
       CAST(avg(amount) AS DECIMAL(18, 2)) AS mean_purchase,
       median(amount) AS median_purchase,
       CAST(100 * (count(coupon) / count(*)) AS DECIMAL(5, 2)) AS share_with_coupon
FROM transactions_enriched
GROUP BY payment_type
ORDER BY revenue DESC, payment_type
