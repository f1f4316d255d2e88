-- A row: a town and an age group of its customers.
-- Tells where and how old the customers are, who of them buys, and how many can be written to. Shares are percentages
-- of two digits; an unknown answer about the newsletter is no consent. Spent is of what is known: without_amount
-- purchases are not in it.
SELECT coalesce(town, 'unknown') AS town,
       age_group,
       count(*) AS customers,
       count(*) FILTER (purchases > 0) AS buyers,
       CAST(100 * (count(*) FILTER (newsletter AND email IS NOT NULL) / count(*)) AS DECIMAL(5, 2))
           AS share_with_newsletter,
       CAST(sum(purchases) AS BIGINT) AS purchases,
       sum(spent) AS spent,
       CAST(sum(without_amount) AS BIGINT) AS without_amount,
       CAST(sum(spent) / count(*) AS DECIMAL(18, 2)) AS spent_per_customer,
       median(credit_limit) AS median_credit_limit
FROM customers_enriched
GROUP BY ALL
ORDER BY town, age_group
