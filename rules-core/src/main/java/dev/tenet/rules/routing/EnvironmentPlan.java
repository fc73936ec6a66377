package dev.tenet.rules.routing;

import java.util.Optional;

/** Where a routed task is to be worked on. */
public sealed interface EnvironmentPlan {

    /** The ports of which the environment gets one; empty where it needs none. */
    Optional<PortRange> ports();

    /** In production: the rule does not require an environment of its own. */
    record Production() implements EnvironmentPlan {
        @Override
        public Optional<PortRange> ports() {
            return Optional.empty();
        }
    }

    /**
     * In an environment of its own.
     *
     * @param ports where the environment may listen; empty when the rule does not limit it
     * @param creation who makes the environment
     */
    record Dedicated(Optional<PortRange> ports, Creation creation) implements EnvironmentPlan {}

    /** Who makes a dedicated environment. */
    enum Creation {
        /** The host creates it before the task starts ({@code auto_create_env: true}). */
        AUTOMATIC,
        /** It must be there already, or somebody makes it. */
        MANUAL
    }
}
