package dev.tenet.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Texts made so that a load would take the square of their length. The timeout catches a hang, not slowness. */
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HostileSizeTest {
    private static String many(int count, IntFunction<String> item) {
        return IntStream.range(0, count).mapToObj(item).collect(Collectors.joining(", "));
    }

    private static RuleSet load(String yaml) {
        return RuleSet.loader().layer(Layer.of("text", yaml)).load();
    }

    private static RuleSetException refusal(String yaml) {
        return catchThrowableOfType(RuleSetException.class, () -> load(yaml));
    }

    @Test
    void oneRepeatedItemInALongList() {
        RuleSetException refusal = refusal("excluded_sessions: [" + many(300_000, i -> "s" + i) + ", s7]");
        assertThat(refusal.problems()).extracting(Problem::code).containsExactly("duplicate-item");
    }

    @Test
    void manyRepeatedItemsInALongList() {
        RuleSetException refusal = refusal("excluded_sessions: [" + many(18_000, i -> "s" + i / 2) + "]");
        assertThat(refusal.problems()).hasSize(9_000);
    }

    @Test
    void emptyValuesInALongLine() {
        RuleSet rules = load("things: {" + many(300_000, i -> "\u00e9\ud83d\ude00" + i) + "}");
        assertThat(rules.problems()).extracting(Problem::code).containsExactly("untyped-section");
    }

    @Test
    void mistakesInALongLineEachShowThePartAroundThem() {
        RuleSetException refusal =
                refusal("environment_routing: {a: {" + many(2_000, i -> "\ud83d\ude00_" + i + ": 1") + "}}");
        Problem last = refusal.problems().get(refusal.problems().size() - 1);
        assertThat(last.excerpt().length()).isLessThan(300);
        String[] lines = last.excerpt().split("\n");
        // An emoji takes two cells of a line, as it takes two units of its text.
        assertThat(lines[0].substring(lines[1].indexOf('^'))).startsWith("\ud83d\ude00_1999");
    }

    @Test
    void theMessageOfARefusalShowsTheFirstHundredErrors() {
        RuleSetException refusal = refusal("environment_routing: {a: {" + many(2_000, i -> "k" + i + ": 1") + "}}");
        assertThat(refusal.problems()).hasSizeGreaterThan(2_000);
        assertThat(refusal.getMessage().split("error\\[", -1)).hasSize(1 + 100);
        assertThat(refusal).hasMessageEndingWith("more: problems() has them all");
    }

    @Test
    void problemsBeyondTheBoundAreLeftOutAndRefuseTheRules() {
        RuleSetException refusal =
                refusal(many(11_000, i -> "key_number_" + i + ": 1").replace(", ", "\n"));
        assertThat(refusal.problems()).hasSize(10_001);
        assertThat(refusal.problems())
                .filteredOn(problem -> problem.severity() == Severity.ERROR)
                .extracting(Problem::code)
                .containsExactly("too-many-problems");
    }
}
