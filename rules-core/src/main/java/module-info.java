import org.jspecify.annotations.NullMarked;

/** Loading, expressions, rule tables, routing, SLA and UI rules. */
@NullMarked
module dev.tenet.rules {
    requires static transitive org.jspecify;

    exports dev.tenet.rules;
}
