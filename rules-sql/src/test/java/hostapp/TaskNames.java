package hostapp;

import dev.tenet.rules.sql.SqlTemplates;
import java.util.ArrayList;
import java.util.List;

/** A host that asks in a loop. */
public final class TaskNames {
    private TaskNames() {}

    /** One query for each id. */
    public static List<String> of(SqlTemplates templates, List<Long> ids) {
        List<String> names = new ArrayList<>();
        for (long id : ids) {
            names.add(templates.query("by_id").bind("id", id).scalar(String.class));
        }
        return names;
    }
}
