-- A row: a segment of customer_profiles.
-- Tells how many customers each segment has, what they spend, and how much of all revenue comes from them. Shares are
-- percentages of two digits; that of spent is empty unless all spent together is above 0. Spent is of what is known:
-- without_amount purchases are not in it.
SELECT segment,
       count(*) AS customers,
       CAST(100 * (count(*) / sum(count(*)) OVER ()) AS DECIMAL(5, 2)) AS share_of_customers,
       CAST(sum(purchases) AS BIGINT) AS purchases,
       sum(spent) AS spent,
       CAST(sum(without_amount) AS BIGINT) AS without_amount,
       -- Refunds can make the whole small and a part greater than it, so the type is wide.
       CASE WHEN sum(sum(spent)) OVER () > 0 THEN
           CAST(100 * (sum(spent) / sum(sum(spent)) OVER ()) AS DECIMAL(38, 2))
       END AS share_of_spent,
       CAST(sum(spent) / count(*) AS DECIMAL(18, 2)) AS spent_per_customer,
       CAST(avg(days_since_purchase) AS DECIMAL(9, 1)) AS mean_days_since_purchase
FROM customer_profiles
GROUP BY segment
ORDER BY spent DESC, segment
