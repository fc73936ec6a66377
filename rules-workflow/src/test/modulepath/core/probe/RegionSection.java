package probe;

import dev.tenet.rules.spi.MapReader;
import dev.tenet.rules.spi.RuleSection;
import dev.tenet.rules.spi.Sections;
import java.net.URL;
import java.util.Set;

/** Found by the library through the module's {@code provides}. */
public final class RegionSection implements RuleSection<Regions> {
    /** For the service loader. */
    public RegionSection() {}

    @Override
    public String name() {
        return "regions";
    }

    @Override
    public Class<Regions> type() {
        return Regions.class;
    }

    @Override
    public Set<String> keys() {
        return Set.of("regions");
    }

    @Override
    public URL schema() {
        return RegionSection.class.getResource("regions.schema.json");
    }

    @Override
    public Regions bind(MapReader in, Sections others) {
        return new Regions(in.optionalTexts("regions"));
    }
}
