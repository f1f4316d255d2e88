-- A row: a category of the web shop's events; `unknown` where the export had none.
-- Tells for each category how many sessions looked at it, put something of it into the cart and bought, so that one
-- sees where carts are left. Rates are percentages of two digits of the sessions that did anything in the category. Spent
-- is of what is known: the price of without_price purchases is missing.
WITH steps AS (
    SELECT category_code,
           user_session,
           bool_or(event_type = 'view') AS viewed,
           bool_or(event_type = 'cart') AS put_in_cart,
           bool_or(event_type = 'purchase') AS bought,
           coalesce(sum(price) FILTER (event_type = 'purchase'), 0) AS spent,
           count(*) FILTER (event_type = 'purchase' AND price IS NULL) AS without_price
    FROM "shop/events"
    GROUP BY category_code, user_session
)
SELECT category_code,
       split_part(category_code, '.', 1) AS department,
       count(*) AS sessions,
       count(*) FILTER (viewed) AS viewed,
       count(*) FILTER (put_in_cart) AS with_cart,
       count(*) FILTER (bought) AS bought,
       count(*) FILTER (put_in_cart AND NOT bought) AS abandoned,
       CAST(100 * (count(*) FILTER (put_in_cart) / count(*)) AS DECIMAL(5, 2)) AS cart_rate,
       CAST(100 * (count(*) FILTER (bought) / count(*)) AS DECIMAL(5, 2)) AS conversion_rate,
       CAST(100 * (count(*) FILTER (put_in_cart AND NOT bought) / nullif(count(*) FILTER (put_in_cart), 0))
           AS DECIMAL(5, 2)) AS abandonment_rate,
       sum(spent) AS spent,
       CAST(sum(without_price) AS BIGINT) AS without_price
FROM steps
GROUP BY category_code
ORDER BY spent DESC, category_code
