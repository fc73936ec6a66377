SELECT
  name, status, current_task_id, provider,
  idle_since, last_heartbeat
FROM sessions
WHERE status IN ('idle', 'working')
  AND last_heartbeat > date_trunc('second', (date_trunc('second', timezone('UTC', statement_timestamp())) + -5 * INTERVAL '1 MINUTE'))
ORDER BY idle_since ASC NULLS FIRST
