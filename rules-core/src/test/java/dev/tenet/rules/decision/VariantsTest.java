package dev.tenet.rules.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VariantsTest {
    private static Variant<String> variant(String name, int weight) {
        return new Variant<>(name, weight, name.toUpperCase(java.util.Locale.ROOT));
    }

    /** The examples that flagd gives every implementation of its {@code fractional} to agree with. */
    @ParameterizedTest
    @CsvSource({
        "fractional-flag, jack, hearts",
        "fractional-flag, queen, spades",
        "fractional-flag, ten, clubs",
        "fractional-flag, nine, diamonds",
        "fractional-flag, 3, clubs",
        "shared-seed, seven, hearts",
        "shared-seed, eight, diamonds",
        "shared-seed, nine, clubs",
        "shared-seed, two, spades"
    })
    void bucketsAreThoseOfFlagd(String salt, String key, String expected) {
        Variants<String> suits = Variants.of(
                salt,
                List.of(variant("clubs", 25), variant("diamonds", 25), variant("hearts", 25), variant("spades", 25)));
        assertThat(suits.select(key).name()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"ejOoVL, lower", "bY9fO-, lower", "SI7p-, lower", "6LvT0, upper", "ceQdGm, upper"})
    void theEdgesOfTheHashAreThoseOfFlagd(String key, String expected) {
        Variants<String> halves = Variants.of("", List.of(variant("lower", 50), variant("upper", 50)));
        assertThat(halves.select(key).name()).isEqualTo(expected);
    }

    @Test
    void withoutAKeyTheFirstAppliesWhateverItsWeight() {
        Variants<String> variants = Variants.of("s", List.of(variant("a", 0), variant("b", 1)));
        assertThat(variants.select(Optional.empty()).name()).isEqualTo("a");
        assertThat(variants.select(Optional.of("k")).name()).isEqualTo("b");
        assertThat(variants.select("").name()).isEqualTo("b");
    }

    @Test
    void otherValuesLeaveEveryKeyWhereItIs() {
        Variants<String> variants = Variants.of("s", List.of(variant("a", 1), variant("b", 2)));
        Variants<Integer> lengths = variants.map(String::length);
        assertThat(lengths.salt()).isEqualTo("s");
        IntStream.range(0, 100)
                .mapToObj(i -> "k" + i)
                .forEach(key -> assertThat(lengths.select(key).name())
                        .isEqualTo(variants.select(key).name()));
    }

    @Test
    void theHighestWeightsCanBeSummed() {
        List<Variant<String>> most = IntStream.range(0, 2147)
                .mapToObj(i -> variant("v" + i, Variant.MOST_WEIGHT))
                .toList();
        assertThat(Variants.of("", most).select("ceQdGm").name()).isEqualTo("v2146");
        assertThat(Variants.of("", most).select("ejOoVL").name()).isEqualTo("v0");
        List<Variant<String>> tooMany = IntStream.range(0, 2148)
                .mapToObj(i -> variant("v" + i, Variant.MOST_WEIGHT))
                .toList();
        assertThatThrownBy(() -> Variants.of("", tooMany))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the weights of the variants sum up to 2148000000, want 1 to 2147483647");
    }

    @Test
    void whatCannotBeDealtIsRefused() {
        assertThatThrownBy(() -> Variants.of("s", List.of())).hasMessageContaining("sum up to 0");
        assertThatThrownBy(() -> Variants.of("s", List.of(variant("a", 0)))).hasMessageContaining("sum up to 0");
        assertThatThrownBy(() -> Variants.of("s", List.of(variant("a", 1), variant("a", 1))))
                .hasMessage("two variants have the name \"a\"");
        assertThatThrownBy(() -> variant("a", -1)).hasMessageContaining("want 0 to 1000000");
        assertThatThrownBy(() -> variant("a", Variant.MOST_WEIGHT + 1)).hasMessageContaining("want 0 to 1000000");
        assertThatThrownBy(() -> variant("", 1)).hasMessage("got a variant without a name");
    }

    @Test
    void itPrintsItsSaltAndShares() {
        Variants<String> variants = Variants.of("s", List.of(variant("a", 90), variant("b", 10)));
        assertThat(variants).hasToString("Variants of s, a 90, b 10");
        assertThat(variants)
                .isEqualTo(Variants.of("s", variants.list()))
                .isNotEqualTo(Variants.of("t", variants.list()));
    }
}
