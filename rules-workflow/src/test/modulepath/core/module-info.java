/** A host that needs rules alone, and types a section of its own. */
module probe {
    requires dev.tenet.rules;

    provides dev.tenet.rules.spi.RuleSection with
            probe.RegionSection;
}
