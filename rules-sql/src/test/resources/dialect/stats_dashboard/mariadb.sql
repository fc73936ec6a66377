SELECT
  (SELECT COUNT(*) AS `COUNT(*)` FROM tasks WHERE status = 'pending') AS pending_tasks,
  (SELECT COUNT(*) AS `COUNT(*)` FROM tasks WHERE status = 'in_progress') AS active_tasks,
  (SELECT COUNT(*) AS `COUNT(*)` FROM tasks WHERE status = 'completed'
   AND completed_at > CAST((UTC_TIMESTAMP() + INTERVAL -1 DAY) AS DATETIME)) AS completed_today,
  (SELECT COUNT(*) AS `COUNT(*)` FROM sessions WHERE status = 'idle') AS idle_sessions,
  (SELECT COUNT(*) AS `COUNT(*)` FROM sessions WHERE status = 'working') AS working_sessions,
  (SELECT COUNT(*) AS `COUNT(*)` FROM errors WHERE resolved = 0) AS open_errors
