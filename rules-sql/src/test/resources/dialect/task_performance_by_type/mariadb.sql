SELECT
  type,
  COUNT(*) AS total,
  COUNT(CASE WHEN status = 'completed' THEN 1 END) AS completed,
  COUNT(CASE WHEN status = 'failed' THEN 1 END) AS failed,
  AVG(CAST(CASE
    WHEN completed_at IS NOT NULL
    THEN ((TO_SECONDS(completed_at) - 62167219200) - (TO_SECONDS(created_at) - 62167219200)) / CAST(60.0 AS DOUBLE)
  END AS DOUBLE)) AS avg_duration_minutes,
  AVG(CAST(priority AS DOUBLE)) AS avg_priority
FROM tasks
WHERE created_at > CAST((UTC_TIMESTAMP() + INTERVAL -7 DAY) AS DATETIME)
GROUP BY type
ORDER BY total DESC
