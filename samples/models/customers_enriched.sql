-- A row: a customer of shop/customers or of a purchase; those that shop/customers lacks are kept, with is_known =
-- false.
-- The customer table as others want it: English names, one form of phone number, age, and what customer_profiles
-- found. The age is that on the day of the last purchase of all, as nothing here depends on today. Of rows with one
-- customer_id the first counts, in the order of all their columns; rows without one are left out.
WITH last_day AS (
    SELECT max("date") AS day FROM "shop/transactions"
),
aged AS (
    SELECT *, date_sub('year', syntymaaika, (SELECT day FROM last_day)) AS age
    FROM "shop/customers" AS each
    WHERE customer_id IS NOT NULL
    QUALIFY row_number() OVER (PARTITION BY customer_id ORDER BY each) = 1
)
SELECT p.customer_id,
       p.is_known,
       c.etunimi AS first_name,
       c.sukunimi AS last_name,
       nullif(c.sahkoposti, 'unknown') AS email,
       -- 040 123 4567, 0401234567 and +358 40 123 4567 are one number.
       CASE
           WHEN c.puhelin LIKE '0%' THEN '+358' || substr(replace(c.puhelin, ' ', ''), 2)
           ELSE replace(c.puhelin, ' ', '')
       END AS phone,
       c.postinumero AS postal_code,
       c.kaupunki AS town,
       c.syntymaaika AS born,
       c.age,
       CASE
           WHEN c.age IS NULL THEN 'unknown'
           WHEN c.age < 30 THEN 'under 30'
           WHEN c.age < 45 THEN '30-44'
           WHEN c.age < 65 THEN '45-64'
           ELSE '65 and over'
       END AS age_group,
       c.newsletter,
       c.luottoraja AS credit_limit,
       p.purchases,
       p.spent,
       p.without_amount,
       p.last_purchase,
       p.segment
FROM customer_profiles AS p
LEFT JOIN aged AS c ON c.customer_id = p.customer_id
ORDER BY p.customer_id
