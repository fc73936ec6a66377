package dev.tenet.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class LimitsTest {
    private static final Limits LIMITS = new Limits(1, 2, 3, 4, 5);

    @Test
    void eachBoundCanBeChangedAlone() {
        assertThat(LIMITS.withBytes(9)).isEqualTo(new Limits(9, 2, 3, 4, 5));
        assertThat(LIMITS.withFiles(9)).isEqualTo(new Limits(1, 9, 3, 4, 5));
        assertThat(LIMITS.withValues(9)).isEqualTo(new Limits(1, 2, 9, 4, 5));
        assertThat(LIMITS.withDepth(9)).isEqualTo(new Limits(1, 2, 3, 9, 5));
        assertThat(LIMITS.withRepeated(9)).isEqualTo(new Limits(1, 2, 3, 4, 9));
    }

    @Test
    void aBoundOfNothingIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> LIMITS.withFiles(0));
        assertThat(LIMITS.withRepeated(0).repeated()).isZero();
        assertThatIllegalArgumentException().isThrownBy(() -> LIMITS.withRepeated(-1));
    }
}
