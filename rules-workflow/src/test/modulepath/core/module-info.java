/** A host that needs rules alone. */
module probe {
    requires dev.tenet.rules;
}
