SELECT
  type,
  COUNT(*) AS total,
  COUNT(CASE WHEN status = 'completed' THEN 1 END) AS completed,
  COUNT(CASE WHEN status = 'failed' THEN 1 END) AS failed,
  AVG(CASE
    WHEN completed_at IS NOT NULL
    THEN (strftime('%s', completed_at) - strftime('%s', created_at)) / 60.0
  END) AS avg_duration_minutes,
  AVG(priority) AS avg_priority
FROM tasks
WHERE created_at > datetime('now', '-7 days')
GROUP BY type
ORDER BY total DESC
