package dev.tenet.rules.sql;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Gathers keys that are asked for one by one and loads their rows together: the first answer that is needed loads all
 * that were asked for so far.
 *
 * <pre>{@code
 * BatchLoader<Task> tasks = templates.query("task_by_id").by("id").loader(Task.class);
 * List<BatchLoader.Asked<Task>> asked = ids.stream().map(tasks::ask).toList();
 * asked.forEach(task -> show(task.one())); // one query
 * }</pre>
 *
 * <p>What was loaded is kept as long as the loader is, so make one for each request. It holds no connection and needs no
 * closing. Not thread-safe.
 *
 * @param <T> the type of a row
 */
public final class BatchLoader<T> {
    private final KeyedQuery query;
    private final RowMaker<T> maker;
    private final Map<Object, List<T>> loaded = new HashMap<>();
    private final Set<Object> waiting = new LinkedHashSet<>();

    BatchLoader(KeyedQuery query, RowMaker<T> maker) {
        this.query = query;
        this.maker = maker;
    }

    /**
     * Asks for the rows of a key. The database sees nothing until an answer is needed.
     *
     * @throws TemplateException if the key is no value of the parameter
     */
    public Asked<T> ask(Object key) {
        Object checked = query.key(key);
        if (!loaded.containsKey(checked)) {
            waiting.add(checked);
        }
        return new Asked<>(this, checked);
    }

    private List<T> rows(Object key) {
        @Nullable List<T> known = loaded.get(key);
        if (known == null) {
            Map<Object, List<T>> rows = query.load(waiting, maker);
            waiting.forEach(asked -> loaded.put(asked, rows.getOrDefault(asked, List.of())));
            waiting.clear(); // after an error they are still there
            known = loaded.getOrDefault(key, List.of());
        }
        return known;
    }

    /**
     * The rows of one key, loaded when they are first needed, which may throw what {@link Query} does. Not thread-safe.
     *
     * @param <T> the type of a row
     */
    public static final class Asked<T> {
        private final BatchLoader<T> loader;
        private final Object key;

        private Asked(BatchLoader<T> loader, Object key) {
            this.loader = loader;
            this.key = key;
        }

        /** All rows of the key, not to be changed. */
        public List<T> list() {
            return loader.rows(key);
        }

        /** The row of the key, if there is one; a {@link TemplateException} if there are several. */
        public Optional<T> optional() {
            return loader.query.only(list());
        }

        /** The row of the key; a {@link TemplateException} if there is none or are several. */
        public T one() {
            return optional().orElseThrow(loader.query::noRow);
        }
    }
}
