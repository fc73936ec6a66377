SELECT
  id, type, status, priority, created_at,
  (CAST(floor(EXTRACT(EPOCH FROM date_trunc('second', timezone('UTC', statement_timestamp())))) AS BIGINT) - CAST(floor(EXTRACT(EPOCH FROM created_at)) AS BIGINT)) / CAST(60.0 AS DOUBLE PRECISION) AS elapsed_minutes
FROM tasks
WHERE status = 'pending'
  AND priority >= :min_priority
ORDER BY priority DESC NULLS LAST, created_at ASC NULLS FIRST
LIMIT :limit
