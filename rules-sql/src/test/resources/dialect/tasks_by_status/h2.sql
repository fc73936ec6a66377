SELECT
  id, type, status, priority, created_at,
  assigned_to, completed_at, metadata
FROM tasks
WHERE status = :status
ORDER BY priority DESC NULLS LAST, created_at ASC NULLS FIRST
LIMIT :limit
