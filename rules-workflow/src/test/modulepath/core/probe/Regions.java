package probe;

import java.util.List;

/** The host's own section, typed. */
public record Regions(List<String> names) {}
