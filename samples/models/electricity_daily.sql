-- A row: a day of energy/electricity-prices. Hours without a time are left out; hours is how many the day has.
-- Tells each day's mean price, its span, and what a buyer of the day's consumption paid on average. Prices in
-- EUR/MWh; the mean has six digits so that electricity_indicators does not round twice. Missing prices were cleaned
-- to the median.
SELECT CAST("timestamp" AS DATE) AS day,
       count(*) AS hours,
       CAST(avg(price_eur_mwh) AS DECIMAL(18, 6)) AS mean_price,
       min(price_eur_mwh) AS lowest_price,
       max(price_eur_mwh) AS highest_price,
       count(*) FILTER (price_eur_mwh < 0) AS hours_below_zero,
       sum(consumption_mw) AS consumption_mwh,
       CAST(sum(price_eur_mwh * consumption_mw) / nullif(sum(consumption_mw), 0) AS DECIMAL(18, 2)) AS price_paid
FROM "energy/electricity-prices"
WHERE "timestamp" IS NOT NULL
GROUP BY day
ORDER BY day
