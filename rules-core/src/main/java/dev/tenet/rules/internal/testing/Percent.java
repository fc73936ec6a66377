package dev.tenet.rules.internal.testing;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** A share that a test may name with as few decimals as it likes: the rest is cut off, so that 79.9 is never 80. */
record Percent(double value) {
    /** What doubles know of percents for sure; the last digits beyond are noise. */
    private static final int KNOWN = 9;

    boolean isWrittenAs(double wanted) {
        BigDecimal written = BigDecimal.valueOf(wanted).stripTrailingZeros();
        return BigDecimal.valueOf(value)
                        .setScale(KNOWN, RoundingMode.HALF_UP)
                        .setScale(Math.min(KNOWN, Math.max(0, written.scale())), RoundingMode.DOWN)
                        .compareTo(written)
                == 0;
    }

    @Override
    public String toString() {
        return BigDecimal.valueOf(value)
                .setScale(KNOWN, RoundingMode.HALF_UP)
                .setScale(3, RoundingMode.DOWN)
                .stripTrailingZeros()
                .toPlainString();
    }
}
