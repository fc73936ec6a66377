SELECT
  name, status, current_task_id, provider,
  idle_since, last_heartbeat
FROM sessions
WHERE status IN ('idle', 'working')
  AND last_heartbeat > DATE_TRUNC(SECOND, DATEADD(MINUTE, -5, DATEADD(SECOND, CAST(FLOOR(EXTRACT(EPOCH FROM CURRENT_TIMESTAMP)) AS BIGINT), TIMESTAMP '1970-01-01 00:00:00')))
ORDER BY idle_since ASC NULLS FIRST
