SELECT
  id, type, status, priority, created_at,
  (strftime('%s', 'now') - strftime('%s', created_at)) / 60.0 AS elapsed_minutes
FROM tasks
WHERE status = 'pending'
  AND priority >= :min_priority
ORDER BY priority DESC, created_at ASC
LIMIT :limit
