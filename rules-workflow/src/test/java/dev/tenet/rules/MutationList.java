package dev.tenet.rules;

import dev.tenet.rules.TextMutants.Mutant;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The mutations that are legal or are reported elsewhere, from {@code mutations.txt}. A line is
 * {@code path | mutation | outcome}; the first one that fits a mutant counts. In a path, {@code *} stands for one name
 * or index and {@code **} for the rest. The outcome is {@code legal: reason}, or {@code code at path} with a word of the
 * value that the place points at, or {@code code at key path}; {@code $1} is what the first star stands for.
 */
final class MutationList {
    private static final Pattern ELSEWHERE = Pattern.compile("([a-z-]+) at (key )?(\\S+)(?: (.*))?");

    private final List<Line> lines;

    private MutationList(List<Line> lines) {
        this.lines = lines;
    }

    record Line(String text, Pattern path, String mutation, String outcome) {
        static Line of(String text) {
            String[] parts = text.split(" +\\| +", 3);
            String path = parts[0].replaceAll("[.\\[\\]]", "\\\\$0")
                    .replace("**", "(.+)")
                    .replace("*", "([^.\\[\\]]+)")
                    .replace("(.+)", ".+");
            return new Line(text, Pattern.compile(path), parts[1], parts[2]);
        }

        boolean legal() {
            return outcome.startsWith("legal: ");
        }

        String code() {
            return parts().group(1);
        }

        boolean atKey() {
            return parts().group(2) != null;
        }

        String path(Mutant mutant) {
            Matcher matcher = path.matcher(mutant.path());
            return matcher.matches() && matcher.groupCount() > 0
                    ? parts().group(3).replace("$1", matcher.group(1))
                    : parts().group(3);
        }

        String word() {
            return parts().group(4) == null ? "" : parts().group(4);
        }

        private Matcher parts() {
            Matcher matcher = ELSEWHERE.matcher(outcome);
            if (!matcher.matches()) {
                throw new AssertionError("want \"legal: reason\" or \"code at path\": " + text);
            }
            return matcher;
        }
    }

    static MutationList read() {
        return new MutationList(Project.read(Project.MUTATIONS)
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(Line::of)
                .toList());
    }

    List<String> lines() {
        return lines.stream().map(Line::text).toList();
    }

    @Nullable
    Line of(Mutant mutant) {
        String kind = mutant.kind().name().toLowerCase(Locale.ROOT);
        return lines.stream()
                .filter(line -> line.path.matcher(mutant.path()).matches())
                .filter(line ->
                        line.mutation.equals(kind) || line.mutation.equals((kind + " " + mutant.value()).strip()))
                .findFirst()
                .orElse(null);
    }
}
