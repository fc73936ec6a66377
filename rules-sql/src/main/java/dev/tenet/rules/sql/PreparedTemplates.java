package dev.tenet.rules.sql;

import dev.tenet.rules.RuleSet;
import dev.tenet.rules.RuleSource;
import dev.tenet.rules.sql.TemplateException.Code;
import dev.tenet.rules.sql.internal.dialect.TableColumns;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The queries of the rules as they are now, each made ready for its database when it is first used. Thread-safe. */
final class PreparedTemplates {
    private final RuleSource rules;
    private final Map<String, Database> databases;
    private final TemplateCache cache;

    // One reference, so that a rule set and what was read from it can never be of two loads.
    private volatile @Nullable Current current;

    // What verifications have learnt of the tables, by database.
    private volatile Map<String, TableColumns> columns = Map.of();

    private record Current(RuleSet source, Map<String, TemplateGroup> groups) {}

    PreparedTemplates(RuleSource rules, Map<String, Database> databases, TemplateCache cache) {
        this.rules = rules;
        this.databases = databases;
        this.cache = cache;
    }

    /** The query of a name. */
    TemplateGroup group(String name) {
        Map<String, TemplateGroup> groups = groups();
        TemplateGroup group = groups.get(name);
        if (group == null) {
            throw new TemplateException(
                    Code.UNKNOWN_QUERY,
                    name,
                    "there is no such query; " + Template.instead(name, groups.keySet(), "queries"));
        }
        return group;
    }

    /** Takes note of what is now known of the tables. Texts that were made from something else are made again. */
    synchronized void learn(Map<String, TableColumns> learnt) {
        Map<String, TableColumns> all = new HashMap<>(columns);
        learnt.forEach((database, tables) -> all.merge(database, tables, TableColumns::with));
        if (!all.equals(columns)) {
            columns = Map.copyOf(all);
            current = null; // after the columns: what is made from now on is made from these
        }
    }

    @SuppressWarnings("ReferenceEquality") // a reload gives another object
    private Map<String, TemplateGroup> groups() {
        RuleSet source = rules.current();
        Current known = current;
        if (known == null || known.source() != source) {
            known = new Current(source, groups(Queries.of(source)));
            current = known;
        }
        return known.groups();
    }

    private Map<String, TemplateGroup> groups(Queries queries) {
        Map<String, TemplateGroup> groups = new LinkedHashMap<>();
        queries.definitions()
                .forEach(query -> groups.put(
                        query.name().intern(), // the very object that a caller's literal is: found without comparing
                        new TemplateGroup(query, queries.variants(query.name()), this::prepare)));
        return groups;
    }

    private Template prepare(QueryDefinition query) {
        Database database = databases.get(query.database());
        if (database == null) {
            throw new TemplateException(
                    Code.WRONG_DATABASE,
                    query.name(),
                    "it runs on the database \"" + query.database() + "\", which was not given; "
                            + Template.instead(query.database(), databases.keySet(), "databases"));
        }
        Template template =
                Template.of(query, database.dialect(), columns.getOrDefault(database.name(), TableColumns.UNKNOWN));
        return template.keptAs(cache.cached(query, template.cacheFacts()));
    }
}
