package dev.tenet.rules.ui;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a host's pages look like. Tenet types the settings and hands them on; the host draws them. Immutable.
 *
 * @param theme the look that all pages share
 * @param panels the panels of the dashboard in the order they are shown, disabled ones included
 * @param tables the tables by name, in the order they were written
 */
public record UiConfig(Theme theme, List<Panel> panels, Map<String, Table> tables) {

    /** Takes its own copies of the collections. */
    public UiConfig {
        panels = List.copyOf(panels);
        tables = ordered(tables);
    }

    /** The table of that name, if it is configured. */
    public Optional<Table> table(String name) {
        return Optional.ofNullable(tables.get(name));
    }

    static <V> Map<String, V> ordered(Map<String, V> map) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }
}
