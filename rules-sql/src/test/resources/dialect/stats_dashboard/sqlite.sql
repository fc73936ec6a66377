SELECT
  (SELECT COUNT(*) FROM tasks WHERE status = 'pending') AS pending_tasks,
  (SELECT COUNT(*) FROM tasks WHERE status = 'in_progress') AS active_tasks,
  (SELECT COUNT(*) FROM tasks WHERE status = 'completed'
   AND completed_at > datetime('now', '-1 day')) AS completed_today,
  (SELECT COUNT(*) FROM sessions WHERE status = 'idle') AS idle_sessions,
  (SELECT COUNT(*) FROM sessions WHERE status = 'working') AS working_sessions,
  (SELECT COUNT(*) FROM errors WHERE resolved = 0) AS open_errors
