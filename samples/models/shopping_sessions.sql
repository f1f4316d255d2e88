-- A row: a session of shop/events.
-- Tells how long each visit took, how far it came (view, cart, purchase) and what it spent. Times are UTC; events
-- without a time count in all but the times. An outcome is the furthest step: what was bought without a cart is
-- bought too. Spent and put_in_cart are of what is known: the price of without_price carts and purchases is missing.
SELECT user_session,
       min(user_id) AS user_id,
       min(event_time AT TIME ZONE 'UTC') AS started_at,
       CAST(date_diff('second', min(event_time), max(event_time)) AS BIGINT) AS seconds,
       count(*) AS events,
       count(*) FILTER (event_type = 'view') AS views,
       count(*) FILTER (event_type = 'cart') AS carts,
       count(*) FILTER (event_type = 'purchase') AS purchases,
       count(DISTINCT product_id) AS products,
       coalesce(sum(price) FILTER (event_type = 'purchase'), 0) AS spent,
       coalesce(sum(price) FILTER (event_type = 'cart'), 0) AS put_in_cart,
       count(*) FILTER (event_type IN ('cart', 'purchase') AND price IS NULL) AS without_price,
       CASE
           WHEN bool_or(event_type = 'purchase') THEN 'bought'
           WHEN bool_or(event_type = 'cart') THEN 'abandoned'
           ELSE 'looked'
       END AS outcome
FROM "shop/events"
GROUP BY user_session
ORDER BY started_at NULLS LAST, user_session
