package dev.tenet.rules.internal.analysis;

/** How much a search may still try. One that ran out has shown nothing. */
final class Steps {
    private int left;

    Steps(int most) {
        left = most;
    }

    /** Takes one step, if there is one left. */
    boolean take() {
        return take(1);
    }

    /** Takes steps for something that costs more, if there is any left. */
    boolean take(int count) {
        boolean some = left > 0;
        left -= count;
        return some;
    }
}
