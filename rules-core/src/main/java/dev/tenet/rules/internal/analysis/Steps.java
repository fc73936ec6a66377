package dev.tenet.rules.internal.analysis;

/** How much a search may still try. One that ran out has shown nothing. */
final class Steps {
    private int left;

    Steps(int most) {
        this.left = most;
    }

    /** Takes one step, if there is one left. */
    boolean take() {
        return left > 0 && left-- > 0;
    }

    boolean ranOut() {
        return left <= 0;
    }
}
