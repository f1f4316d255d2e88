-- A row: a run of the pipeline over one dataset that is still known. Star schema: date_key refers to dim_date, source_id to
-- dim_source.
-- Tells what became of the rows of each run and how the quality changed since the run before. Rows that are neither
-- written nor duplicates, empty or rejected were removed as outliers. The share is a percentage of two digits.
-- pipeline_runs forgets: of a dataset it has the last run and at most 20 earlier ones, and of those only time, state and
-- quality. So rows vanish from here as new ones come, the counts of a run turn empty when the next one ends, and the oldest
-- known run has no quality_change. Runs are not numbered, as each number would change. Whoever needs all of them copies
-- this table after each run.
SELECT coalesce(CAST(strftime(finished_at, '%Y%m%d') AS INTEGER), 0) AS date_key,
       substr(md5(dataset), 1, 12) AS source_id,
       finished_at,
       state,
       verdict,
       rows_read,
       rows_written,
       duplicates,
       "empty",
       rejected,
       rows_read - rows_written - duplicates - "empty" - rejected AS outliers_removed,
       CAST(100 * ((rows_read - rows_written) / nullif(rows_read, 0)) AS DECIMAL(5, 2)) AS share_left_out,
       CAST(quality AS DECIMAL(5, 2)) AS quality,
       CAST(CAST(quality AS DECIMAL(5, 2)) - lag(CAST(quality AS DECIMAL(5, 2))) OVER runs AS DECIMAL(5, 2))
           AS quality_change
FROM pipeline_runs
WINDOW runs AS (PARTITION BY dataset ORDER BY finished_at NULLS LAST, state, rows_read, rows_written)
ORDER BY finished_at NULLS LAST, source_id, state, rows_read, rows_written
