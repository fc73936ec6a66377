SELECT
  name, status, current_task_id, provider,
  idle_since, last_heartbeat
FROM sessions
WHERE status IN ('idle', 'working')
  AND last_heartbeat > CAST((UTC_TIMESTAMP() + INTERVAL -5 MINUTE) AS DATETIME)
ORDER BY idle_since ASC
