SELECT
  type,
  COUNT(*) AS total,
  COUNT(CASE WHEN status = 'completed' THEN 1 END) AS completed,
  COUNT(CASE WHEN status = 'failed' THEN 1 END) AS failed,
  AVG(CAST(CASE
    WHEN completed_at IS NOT NULL
    THEN (CAST(floor(EXTRACT(EPOCH FROM completed_at)) AS BIGINT) - CAST(floor(EXTRACT(EPOCH FROM created_at)) AS BIGINT)) / CAST(60.0 AS DOUBLE PRECISION)
  END AS DOUBLE PRECISION)) AS avg_duration_minutes,
  AVG(CAST(priority AS DOUBLE PRECISION)) AS avg_priority
FROM tasks
WHERE created_at > date_trunc('second', (date_trunc('second', timezone('UTC', statement_timestamp())) + -7 * INTERVAL '1 DAY'))
GROUP BY type
ORDER BY total DESC NULLS LAST
