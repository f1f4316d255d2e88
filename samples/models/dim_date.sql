-- A row: a day, from the first to the last that a purchase or a known run of the pipeline has, without gaps. Star schema:
-- the dimension of fact_sales and fact_run. date_key 0 is the unknown date, so that facts without a date join too.
-- Tells of each day its ISO week, quarter and whether it is a working day (Monday to Friday; holidays are not known
-- here).
WITH days AS (
    SELECT "date" AS day FROM "shop/transactions"
    UNION ALL
    SELECT CAST(finished_at AS DATE) FROM pipeline_runs
),
calendar AS (
    SELECT CAST(unnest(generate_series(min(day), max(day), INTERVAL 1 DAY)) AS DATE) AS day FROM days
)
SELECT CAST(strftime(day, '%Y%m%d') AS INTEGER) AS date_key,
       day,
       CAST(year(day) AS INTEGER) AS year,
       CAST(quarter(day) AS INTEGER) AS quarter,
       CAST(month(day) AS INTEGER) AS month,
       strftime(day, '%Y-%m') AS year_month,
       CAST(isoyear(day) AS INTEGER) AS iso_year,
       CAST(weekofyear(day) AS INTEGER) AS iso_week,
       CAST(isodow(day) AS INTEGER) AS weekday,
       dayname(day) AS weekday_name,
       isodow(day) <= 5 AS is_working_day
FROM calendar
UNION ALL
SELECT 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL
ORDER BY date_key
