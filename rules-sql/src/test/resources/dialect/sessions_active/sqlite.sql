SELECT
  name, status, current_task_id, provider,
  idle_since, last_heartbeat
FROM sessions
WHERE status IN ('idle', 'working')
  AND last_heartbeat > datetime('now', '-5 minutes')
ORDER BY idle_since ASC
