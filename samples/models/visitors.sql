-- A row: a visitor (user_id) of the web shop.
-- Tells how often each one came, how far they got and what they spent. The rate is a percentage of two digits: the
-- share of their sessions that bought. Spent is of what is known: the price of without_price carts and purchases is
-- missing.
SELECT user_id,
       count(*) AS sessions,
       CAST(sum(events) AS BIGINT) AS events,
       min(started_at) AS first_seen_at,
       max(started_at) AS last_seen_at,
       count(*) FILTER (outcome = 'bought') AS bought,
       count(*) FILTER (outcome = 'abandoned') AS abandoned,
       CAST(100 * (count(*) FILTER (outcome = 'bought') / count(*)) AS DECIMAL(5, 2)) AS conversion_rate,
       sum(spent) AS spent,
       CAST(sum(without_price) AS BIGINT) AS without_price,
       CASE
           WHEN count(*) FILTER (outcome = 'bought') > 1 THEN 'returning buyer'
           WHEN bool_or(outcome = 'bought') THEN 'buyer'
           WHEN bool_or(outcome = 'abandoned') THEN 'undecided'
           WHEN count(*) > 1 THEN 'returning visitor'
           ELSE 'passer-by'
       END AS kind
FROM shopping_sessions
GROUP BY user_id
ORDER BY spent DESC, user_id
