-- A row: a day of energy/electricity-prices. Hours without a time are left out; hours is how many the day has.
-- Tells each day's mean price, its span, and what a buyer of the day's consumption paid on average. Prices in
-- EUR/MWh; the mean has six digits so that electricity_indicators does not round twice. Figures are of what is known:
-- hours_without_price and hours_without_consumption tell how much is not, and price_paid is of hours that have both. A day
-- without any hour has no row.
SELECT CAST("timestamp" AS DATE) AS day,
       count(*) AS hours,
       count(*) FILTER (price_eur_mwh IS NULL) AS hours_without_price,
       count(*) FILTER (consumption_mw IS NULL) AS hours_without_consumption,
       CAST(avg(price_eur_mwh) AS DECIMAL(18, 6)) AS mean_price,
       min(price_eur_mwh) AS lowest_price,
       max(price_eur_mwh) AS highest_price,
       count(*) FILTER (price_eur_mwh < 0) AS hours_below_zero,
       sum(consumption_mw) AS consumption_mwh,
       CAST(sum(price_eur_mwh * consumption_mw)
           / nullif(sum(consumption_mw) FILTER (price_eur_mwh IS NOT NULL), 0) AS DECIMAL(18, 2)) AS price_paid
FROM "energy/electricity-prices"
WHERE "timestamp" IS NOT NULL
GROUP BY day
ORDER BY day
