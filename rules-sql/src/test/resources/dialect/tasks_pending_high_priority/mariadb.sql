SELECT
  id, type, status, priority, created_at,
  ((TO_SECONDS(UTC_TIMESTAMP()) - 62167219200) - (TO_SECONDS(created_at) - 62167219200)) / CAST(60.0 AS DOUBLE) AS elapsed_minutes
FROM tasks
WHERE status = 'pending'
  AND priority >= :min_priority
ORDER BY priority DESC, created_at ASC
LIMIT :limit
