SELECT
  (SELECT COUNT(*) AS "COUNT(*)" FROM tasks WHERE status = 'pending') AS pending_tasks,
  (SELECT COUNT(*) AS "COUNT(*)" FROM tasks WHERE status = 'in_progress') AS active_tasks,
  (SELECT COUNT(*) AS "COUNT(*)" FROM tasks WHERE status = 'completed'
   AND completed_at > DATE_TRUNC(SECOND, DATEADD(DAY, -1, DATEADD(SECOND, CAST(FLOOR(EXTRACT(EPOCH FROM CURRENT_TIMESTAMP)) AS BIGINT), TIMESTAMP '1970-01-01 00:00:00')))) AS completed_today,
  (SELECT COUNT(*) AS "COUNT(*)" FROM sessions WHERE status = 'idle') AS idle_sessions,
  (SELECT COUNT(*) AS "COUNT(*)" FROM sessions WHERE status = 'working') AS working_sessions,
  (SELECT COUNT(*) AS "COUNT(*)" FROM errors WHERE CAST(resolved AS DOUBLE PRECISION) = 0) AS open_errors
