-- A row: a day of electricity_daily that has a price.
-- The indicators that traders draw beside a price: moving averages, RSI and volatility, all in four digits, and empty
-- while there are too few days behind. Days are those of the calendar: a missing day is not bridged, after it everything
-- begins anew. day_in_a_row counts from 1 again there.
--   sma_7, sma_30   simple moving averages: the mean of the last 7 and 30 days
--   ema_7           exponential moving average: from the first day on, each moves it by 2 / (7 + 1) of its distance
--   rsi_14          relative strength by Wilder: 100 * rises / (rises + falls), where rises and falls are smoothed over
--                   14 days; 100 if it only rose, 50 if it did not move
--   volatility_30   standard deviation of the last 30 changes, in EUR/MWh: prices can be negative, so no returns
WITH RECURSIVE stretches AS (
    -- Days without a gap between them lie equally far from their numbers.
    SELECT day, mean_price, CAST(day - row_number() OVER (ORDER BY day) * INTERVAL 1 DAY AS DATE) AS stretch
    FROM electricity_daily
    WHERE mean_price IS NOT NULL
),
changes AS MATERIALIZED (
    SELECT stretch,
           row_number() OVER days AS n,
           day,
           mean_price,
           CAST(mean_price AS DOUBLE) AS price,
           CAST(mean_price - lag(mean_price) OVER days AS DOUBLE) AS change
    FROM stretches
    WINDOW days AS (PARTITION BY stretch ORDER BY day)
),
-- One day after the other: each is made of the one before.
exponential AS (
    SELECT stretch, n, price AS ema FROM changes WHERE n = 1
    UNION ALL
    SELECT c.stretch, c.n, e.ema + (c.price - e.ema) * 2 / 8
    FROM exponential AS e
    JOIN changes AS c ON c.stretch = e.stretch AND c.n = e.n + 1
),
-- The first value, on the 15th day, is the plain mean of the 14 changes up to it.
wilder AS (
    SELECT stretch, max(n) AS n, avg(greatest(change, 0)) AS rises, avg(greatest(-change, 0)) AS falls
    FROM changes
    WHERE n BETWEEN 2 AND 15
    GROUP BY stretch
    HAVING count(*) = 14
    UNION ALL
    SELECT c.stretch, c.n, (13 * w.rises + greatest(c.change, 0)) / 14, (13 * w.falls + greatest(-c.change, 0)) / 14
    FROM wilder AS w
    JOIN changes AS c ON c.stretch = w.stretch AND c.n = w.n + 1
)
SELECT c.day,
       c.n AS day_in_a_row,
       c.mean_price,
       CASE WHEN c.n >= 7 THEN CAST(avg(c.mean_price) OVER week AS DECIMAL(18, 4)) END AS sma_7,
       CASE WHEN c.n >= 30 THEN CAST(avg(c.mean_price) OVER month AS DECIMAL(18, 4)) END AS sma_30,
       CAST(e.ema AS DECIMAL(18, 4)) AS ema_7,
       CASE
           WHEN w.rises + w.falls > 0 THEN CAST(100 * w.rises / (w.rises + w.falls) AS DECIMAL(7, 4))
           WHEN w.n IS NOT NULL THEN 50
       END AS rsi_14,
       CASE WHEN c.n > 30 THEN CAST(stddev_samp(c.change) OVER month AS DECIMAL(18, 4)) END AS volatility_30
FROM changes AS c
JOIN exponential AS e ON e.stretch = c.stretch AND e.n = c.n
LEFT JOIN wilder AS w ON w.stretch = c.stretch AND w.n = c.n
WINDOW week AS (PARTITION BY c.stretch ORDER BY c.n ROWS 6 PRECEDING),
       month AS (PARTITION BY c.stretch ORDER BY c.n ROWS 29 PRECEDING)
ORDER BY c.day
