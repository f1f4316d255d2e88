-- A row: a dataset of the pipeline. Star schema: the dimension of fact_run. source_id is made of the dataset's name,
-- so it stays the same when others come and go.
-- Tells where each dataset comes from, when it was run, and how the last run ended. pipeline_runs has the last run of a
-- dataset and at most 20 earlier ones: known_runs stops at 21, and from then on first_known_run_at moves.
SELECT substr(md5(dataset), 1, 12) AS source_id,
       dataset,
       source_key,
       -- The folder is what stands before the last slash, the format what stands after the last dot, if any.
       nullif(regexp_extract(dataset, '^(.*)/', 1), '') AS folder,
       nullif(lower(regexp_extract(source_key, '\.([A-Za-z0-9]+)$', 1)), '') AS format,
       count(*) OVER runs AS known_runs,
       min(finished_at) OVER runs AS first_known_run_at,
       finished_at AS last_run_at,
       state AS last_state,
       CAST(quality AS DECIMAL(5, 2)) AS last_quality
FROM pipeline_runs
WINDOW runs AS (PARTITION BY dataset)
QUALIFY row_number() OVER (PARTITION BY dataset ORDER BY finished_at DESC NULLS LAST, source_key, state) = 1
ORDER BY dataset
