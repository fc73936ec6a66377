SELECT
  id, type, status, priority, created_at,
  assigned_to, completed_at, metadata
FROM tasks
WHERE status = :status
ORDER BY priority DESC, created_at ASC
LIMIT :limit
