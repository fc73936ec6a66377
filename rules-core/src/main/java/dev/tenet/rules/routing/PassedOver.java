package dev.tenet.rules.routing;

/** Why a session did not get a task. When several hold, the first in this order is given. */
public enum PassedOver {
    /** The session stands in {@code excluded_sessions}, which wins over every preference. */
    EXCLUDED("is excluded"),
    /** The rule names a session that the fleet does not have. */
    UNKNOWN_SESSION("is not in the fleet"),
    /** The session's provider is not in {@code supported_providers}, or not in the {@code providers} of the rule. */
    PROVIDER_NOT_SUPPORTED("has a provider that is not supported here"),
    /** The session is offline. */
    OFFLINE("is offline"),
    /** The session waits for somebody's answer. */
    WAITING_INPUT("waits for input"),
    /** The session's health is {@link Session.Health#UNHEALTHY}. */
    UNHEALTHY("is unhealthy"),
    /** The last heartbeat is too long ago. */
    STALE("has sent no heartbeat for too long"),
    /** The session holds as many tasks as it can. */
    FULL("is full"),
    /** Not one of the preferred sessions of an exclusive rule. */
    NOT_PREFERRED("is not preferred, and the rule is exclusive"),
    /** Could have taken the task, but no port is free for its environment. */
    NO_PORT("could take it, but no port is free for its environment"),
    /** Could have taken the task, but another came first by the rule's strategy. */
    NOT_NEEDED("could take it, but another came first");

    private final String words;

    PassedOver(String words) {
        this.words = words;
    }

    /** The reason as the end of a sentence that begins with the session's name. */
    public String words() {
        return words;
    }
}
