-- A row: a day (UTC) on which sessions started; the last one, without a day, is of sessions whose times are missing.
-- Tells how many sessions put something into the cart, bought, or left a full cart behind. Rates are percentages of
-- two digits, and empty where there is nothing to divide by: conversion = bought / sessions, abandonment = carts left
-- / (carts left + sessions with a cart that bought). Spent and left_in_carts are of what is known: the price of
-- without_price carts and purchases is missing.
SELECT CAST(started_at AS DATE) AS day,
       count(*) AS sessions,
       count(*) FILTER (carts > 0) AS with_cart,
       count(*) FILTER (outcome = 'bought') AS bought,
       count(*) FILTER (outcome = 'abandoned') AS abandoned,
       CAST(100 * (count(*) FILTER (carts > 0) / count(*)) AS DECIMAL(5, 2)) AS cart_rate,
       CAST(100 * (count(*) FILTER (outcome = 'bought') / count(*)) AS DECIMAL(5, 2)) AS conversion_rate,
       CAST(100 * (count(*) FILTER (outcome = 'abandoned') / nullif(count(*) FILTER (carts > 0), 0)) AS DECIMAL(5, 2))
           AS abandonment_rate,
       sum(spent) AS spent,
       coalesce(sum(put_in_cart) FILTER (outcome = 'abandoned'), 0) AS left_in_carts,
       CAST(sum(without_price) AS BIGINT) AS without_price
FROM shopping_sessions
GROUP BY day
ORDER BY day NULLS LAST
