package dev.tenet.rules;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RuleSetDiffTest {
    private static RuleSet rules(String yaml) {
        return RuleSet.loader().layer(Layer.of("text", yaml)).load();
    }

    @Test
    void aWholeNumberAndOneWithAFractionDifferAsInEquality() {
        RuleSet whole = rules("limits: [{most: 1}]");
        RuleSet fraction = rules("limits: [{most: 1.0}]");
        assertThat(whole).isNotEqualTo(fraction);
        assertThat(RuleSetDiff.between(whole, fraction))
                .hasToString("changed limits[0].most: text:1:17 [text]: 1 -> text:1:17 [text]: 1.0");
    }

    @Test
    void theSpellingOfANumberIsNoChange() {
        RuleSet plain = rules("limits: [16, 1000.0, 0.5]");
        RuleSet other = rules("limits: [0x10, 1e3, .50]");
        assertThat(plain).isEqualTo(other).hasSameHashCodeAs(other);
        assertThat(RuleSetDiff.between(plain, other).isEmpty()).isTrue();
    }
}
