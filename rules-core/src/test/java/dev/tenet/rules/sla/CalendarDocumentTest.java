package dev.tenet.rules.sla;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenet.rules.Layer;
import dev.tenet.rules.RuleSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What SLA.md shows of calendars is so. */
class CalendarDocumentTest {
    private static final Pattern YAML = Pattern.compile("```yaml\n(calendars:.*?)```", Pattern.DOTALL);
    private static final Pattern ROW =
            Pattern.compile("\\| `([0-9:-]+)` \\| (none|[0-9]+ \\w+)[^|]*\\| ([0-9]+ \\w+)[^|]*\\|");

    private final String document;

    CalendarDocumentTest() throws IOException {
        document = Files.readString(Path.of("SLA.md"));
    }

    @Test
    void theExampleLoadsWithoutAProblem() {
        List<String> examples =
                YAML.matcher(document).results().map(it -> it.group(1)).toList();

        assertThat(examples).hasSize(1);
        RuleSet rules = load(examples.get(0));
        assertThat(rules.problems()).isEmpty();
        assertThat(rules.sla().calendars().get("support"))
                .hasToString("support in Europe/Berlin: MONDAY 09:00-12:30, MONDAY 13:30-17:00, FRIDAY 09:00-15:00, "
                        + "FRIDAY 22:00-06:00; not on 2026-12-25 (Christmas Day)");
    }

    @Test
    void theTableOfChangingClocksIsSo() {
        List<MatchResult> rows = ROW.matcher(document).results().toList();

        assertThat(rows).hasSize(4);
        for (MatchResult row : rows) {
            BusinessCalendar calendar = load("calendars: {c: {time_zone: Europe/Berlin, working_hours: {sunday: [\""
                            + row.group(1) + "\"]}}}\n")
                    .sla()
                    .calendars()
                    .get("c");
            assertThat(day(calendar, "2026-03-28T23:00:00Z")).as(row.group()).isEqualTo(duration(row.group(2)));
            assertThat(day(calendar, "2026-10-24T22:00:00Z")).as(row.group()).isEqualTo(duration(row.group(3)));
        }
    }

    private static Duration day(BusinessCalendar calendar, String midnight) {
        Instant from = Instant.parse(midnight);
        return calendar.elapsed(from, from.plus(Duration.ofHours(23)));
    }

    private static Duration duration(String text) {
        String[] words = text.split(" ");
        return switch (words[words.length - 1]) {
            case "none" -> Duration.ZERO;
            case "minutes" -> Duration.ofMinutes(Long.parseLong(words[0]));
            default -> Duration.ofHours(Long.parseLong(words[0]));
        };
    }

    private static RuleSet load(String yaml) {
        return RuleSet.loader()
                .layer(Layer.of("rules.yaml", "version: \"1.0\"\n" + yaml))
                .load();
    }
}
