package dev.tenet.rules.ui;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Colours, by what is coloured (such as {@code status}) and by its value (such as {@code completed}).
 *
 * @param colors the groups, each with its hex colours ({@code #rgb}, {@code #rrggbb} or {@code #rrggbbaa}), in the
 *     order they were written
 */
public record Theme(Map<String, Map<String, String>> colors) {

    /** Takes its own copies of the maps. */
    public Theme {
        Map<String, Map<String, String>> groups = new LinkedHashMap<>();
        colors.forEach((name, group) -> groups.put(name, UiConfig.ordered(group)));
        colors = UiConfig.ordered(groups);
    }

    /** The colour of a value in a group, if the theme has one. */
    public Optional<String> color(String group, String value) {
        return Optional.ofNullable(colors.getOrDefault(group, Map.of()).get(value));
    }
}
