package dev.tenet.rules.routing;

/** How the result of a task is merged. */
public enum MergePolicy {
    /** Through a pull request ({@code merge_via_pr: true}). */
    PULL_REQUEST,
    /** Straight into the main line ({@code merge_via_pr: false}). */
    DIRECT
}
