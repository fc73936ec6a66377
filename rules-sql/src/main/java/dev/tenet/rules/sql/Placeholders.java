package dev.tenet.rules.sql;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The parameters that a SQL text names as {@code :name}, found without knowing the dialect. Where a dialect could give
 * the text another meaning (dollar quotes, array slices, backslashes, nested comments) nothing is said.
 */
final class Placeholders {
    private static final Pattern DOUBTFUL = Pattern.compile("[$\\[\\\\#`@]|/\\*(?:(?!\\*/).)*/\\*", Pattern.DOTALL);
    private static final Pattern PART = Pattern.compile(
            "'(?:[^']|'')*'|\"[^\"]*\"|--[^\\n]*|/\\*.*?\\*/|::|(?<!\\w):([A-Za-z_][A-Za-z0-9_]*)", Pattern.DOTALL);

    private Placeholders() {}

    /** The names with the offset of the first use of each; empty when the text is not understood for sure. */
    static Optional<Map<String, Integer>> in(String sql) {
        if (DOUBTFUL.matcher(sql).find()) {
            return Optional.empty();
        }
        Map<String, Integer> names = new LinkedHashMap<>();
        Matcher parts = PART.matcher(sql);
        while (parts.find()) {
            if (parts.group(1) != null) {
                names.putIfAbsent(parts.group(1), parts.start());
            }
        }
        return Optional.of(names);
    }
}
