package dev.tenet.rules.sql.internal.dialect;

import java.util.List;

/** Texts of SQLite's that give the same rows everywhere. */
final class EqualTexts {
    static final List<String> ALL = List.of(
            // times
            "SELECT id, datetime(created_at) FROM tasks ORDER BY id",
            "SELECT id, datetime(created_at, '+1 month'), datetime(created_at, '-1 year', '+3 days', '-90 minutes') "
                    + "FROM tasks ORDER BY id",
            "SELECT id, datetime(created_at, 'start of month', '+1 month', '-1 day'), "
                    + "datetime(created_at, 'start of year'), datetime(created_at, 'start of day', '-1 second') "
                    + "FROM tasks ORDER BY id",
            "SELECT id, datetime(created_at, '+13 months', '1 hour') FROM tasks ORDER BY id",
            "SELECT id, date(created_at), date(completed_at, '+1 day') FROM tasks ORDER BY id",
            "SELECT id, time(created_at) FROM tasks ORDER BY id",
            "SELECT id, strftime('%s', created_at), unixepoch(completed_at) - unixepoch(created_at) FROM tasks "
                    + "ORDER BY id",
            "SELECT id, strftime('%Y-%m-%dT%H:%M:%SZ', created_at), strftime('%j', created_at), "
                    + "strftime('%H:%M:%f', created_at) FROM tasks ORDER BY id",
            "SELECT strftime('%Y-%m', created_at) AS month, COUNT(*) AS n FROM tasks GROUP BY month ORDER BY month",
            "SELECT date(created_at) AS day, COUNT(*) AS n FROM tasks GROUP BY date(created_at) ORDER BY day",
            "SELECT id FROM tasks WHERE date(created_at) = date('now', '-3 days') ORDER BY id",
            "SELECT id FROM tasks WHERE date(created_at) = :day ORDER BY id",
            "SELECT id FROM tasks WHERE datetime(created_at) >= :since ORDER BY id",
            "SELECT id FROM tasks WHERE created_at > datetime(:since, '+1 day') ORDER BY id",
            "SELECT id FROM tasks WHERE created_at >= date('now', 'start of month') ORDER BY id",
            "SELECT id FROM tasks WHERE created_at BETWEEN datetime('now', '-3 days') AND datetime('now') ORDER BY id",
            "SELECT id FROM tasks WHERE date(created_at) = '2024-02-29' OR created_at = '2024-01-31 23:59:59.999' "
                    + "ORDER BY id",
            "SELECT id FROM tasks WHERE created_at > datetime('now', '-' || :minutes || ' minutes') ORDER BY id",
            "SELECT id FROM tasks WHERE created_at < datetime('now', :minutes || ' minutes') ORDER BY id",
            "SELECT id FROM tasks WHERE created_at <= CURRENT_TIMESTAMP AND due < CURRENT_DATE ORDER BY id",
            "SELECT id, datetime(opened, 'unixepoch'), date(opened, 'unixepoch', '+1 day') FROM prompts ORDER BY id",
            "SELECT id FROM tasks WHERE strftime('%s', 'now', 'utc') - strftime('%s', created_at) > 5 * 86400 ORDER BY id",
            "SELECT id, COALESCE(completed_at, datetime(created_at, '+1 hour')) FROM tasks ORDER BY id",
            // numbers
            "SELECT id, (strftime('%s', completed_at) - strftime('%s', created_at)) / 60 FROM tasks ORDER BY id",
            "SELECT id, CAST(priority AS INTEGER) / 3, CAST(priority AS INTEGER) % 3, CAST(priority AS REAL) / 3 "
                    + "FROM tasks ORDER BY id",
            "SELECT id, 100.0 * priority / 7, 7 / 2, -7 / 2, 7 % 4, cost / 3.0, 1.5e1 FROM tasks ORDER BY id",
            "SELECT id, CAST(priority AS INTEGER) / CAST(priority AS INTEGER), cost * 1.0 / priority FROM tasks ORDER BY id",
            "SELECT CAST(cost AS INTEGER), -CAST(-cost AS INTEGER), id FROM tasks ORDER BY id",
            "SELECT type, AVG(priority), SUM(priority), MIN(priority), MAX(cost), TOTAL(priority), "
                    + "COUNT(DISTINCT priority) FROM tasks WHERE type <> 'It''s' GROUP BY type",
            "SELECT COUNT(*) / 7, COUNT(*) * 1.0 / 7, AVG(priority), SUM(priority), TOTAL(cost), SUM(1) / 7 FROM tasks",
            "SELECT SUM(status = 'failed'), SUM(CASE WHEN status = 'failed' THEN 1 ELSE 0 END) / 2, "
                    + "COUNT(priority > 3) FROM tasks",
            "SELECT id, ABS(priority - 5), NULLIF(priority, 5), IFNULL(priority, -1), IIF(priority > 5, 'high', 'low') "
                    + "FROM tasks ORDER BY id",
            // truth
            "SELECT id, resolved FROM errors WHERE resolved = 0 ORDER BY id",
            "SELECT id FROM errors WHERE resolved != 1 OR 1 = resolved AND id > 10 ORDER BY id",
            "SELECT id FROM errors WHERE resolved IN (0, 1) AND NOT resolved ORDER BY id",
            "SELECT id FROM errors WHERE resolved IS NOT 0 ORDER BY id",
            "SELECT id FROM errors WHERE resolved = TRUE OR resolved IS NULL ORDER BY id",
            "SELECT id, CASE resolved WHEN 0 THEN 'open' WHEN 1 THEN 'closed' ELSE '?' END FROM errors ORDER BY id",
            "SELECT id, priority > 5, priority = 1, NOT priority = 3 AND TRUE, EXISTS (SELECT 1 FROM errors), FALSE "
                    + "FROM tasks ORDER BY id",
            "SELECT id FROM tasks WHERE 1 AND priority > 0 OR id > 3 ORDER BY id",
            "SELECT id FROM tasks WHERE date(due) IN (SELECT date(created_at) FROM tasks) ORDER BY id",
            "SELECT id FROM tasks WHERE priority = 1 OR priority = 0 OR priority BETWEEN 0 AND 1 ORDER BY id",
            "SELECT id FROM tasks WHERE (priority > 3) = (cost > 100) ORDER BY id",
            // text
            "SELECT id, type || '/' || status, 'n' || id || '.', LENGTH(type) FROM tasks ORDER BY id",
            "SELECT id FROM tasks WHERE type LIKE 'BUG%' OR type LIKE '%\\s%' OR type LIKE 'ünï' ORDER BY id",
            "SELECT id FROM tasks WHERE type LIKE :pattern ORDER BY id",
            "SELECT id FROM tasks WHERE type LIKE '%!%!_%' ESCAPE '!' OR type NOT LIKE '%\\%' ESCAPE '\\' ORDER BY id",
            "SELECT id FROM tasks WHERE type = 'back\\\\slash' OR type = 'It''s' ORDER BY id",
            "SELECT id, LOWER(type), UPPER(type), SUBSTR(type, 2), SUBSTR(type, 2, 3), REPLACE(type, 'u', '\\'), "
                    + "TRIM('  x ' || type) FROM tasks ORDER BY id",
            "SELECT status, GROUP_CONCAT(id, '') FROM tasks WHERE id = 200 GROUP BY status",
            "SELECT id, CAST(id AS TEXT), CAST(priority AS TEXT) FROM tasks ORDER BY id",
            // structure
            "SELECT id, priority FROM tasks ORDER BY priority, id LIMIT 40",
            "SELECT id, priority FROM tasks ORDER BY priority DESC, id DESC LIMIT :limit OFFSET :offset",
            "SELECT id FROM tasks ORDER BY id LIMIT 5, :limit",
            "SELECT id, priority FROM tasks ORDER BY priority NULLS LAST, id",
            "SELECT id, priority FROM tasks ORDER BY priority DESC NULLS FIRST, id NULLS FIRST",
            "SELECT t.id, e.\"message\", [e].`id` FROM tasks AS t LEFT JOIN errors e ON e.task_id = t.id "
                    + "ORDER BY t.id, e.id",
            "SELECT t.* FROM tasks t WHERE NOT EXISTS (SELECT 1 FROM errors e WHERE e.task_id = t.id) ORDER BY t.id",
            "SELECT id FROM tasks WHERE priority IN (:one, :two) AND id NOT IN (SELECT task_id FROM errors WHERE task_id "
                    + "IS NOT NULL) ORDER BY id",
            "SELECT id FROM tasks WHERE (:status IS NULL OR status = :status) AND assigned_to IS NOT NULL ORDER BY id",
            "WITH busy AS (SELECT current_task_id AS task, COUNT(*) AS n FROM sessions GROUP BY current_task_id) "
                    + "SELECT task, n FROM busy WHERE n > 0 ORDER BY task DESC",
            "SELECT id, ROW_NUMBER() OVER (PARTITION BY status ORDER BY priority DESC, id) AS place FROM tasks ORDER BY id",
            "SELECT id FROM tasks WHERE id < 9 UNION SELECT id FROM errors WHERE id > 30 ORDER BY id",
            "SELECT id FROM errors EXCEPT SELECT current_task_id FROM sessions ORDER BY id",
            "SELECT status, COUNT(*) AS n FROM tasks GROUP BY status HAVING COUNT(*) > 3 AND MAX(priority) >= 1",
            "SELECT q.status FROM (SELECT DISTINCT status FROM tasks) AS q",
            "SELECT /* what ' is :this */ id -- and :that\n FROM tasks/**/WHERE id==3 AND priority ISNULL OR id NOTNULL "
                    + "AND type IS assigned_to ORDER BY id;");

    static final List<String> WRITES = List.of(
            "INSERT INTO errors (id, task_id, message, resolved, created_at) VALUES (1, 2, 'it''s \\ x', 0, "
                    + "datetime('2026-01-31 10:00:00', '+1 month')), (2, NULL, 'n', TRUE, '2026-01-01 00:00:00.250'), "
                    + "(3, 1, 'm', FALSE, datetime('2026-01-01')), (4, 0, NULL, NULL, NULL)",
            "INSERT INTO errors (id, resolved, created_at) SELECT id + 10, resolved, datetime(created_at, '-1 day') "
                    + "FROM errors WHERE id <> 4",
            "UPDATE errors SET resolved = 1, message = message || '!' WHERE resolved = 0 AND id < 10",
            "UPDATE errors SET resolved = FALSE, task_id = 1 WHERE id = 12",
            "DELETE FROM errors WHERE created_at < datetime('2026-01-01 12:00:00') AND id > 12");

    private EqualTexts() {}
}
