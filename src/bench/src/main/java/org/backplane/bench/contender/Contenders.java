package org.backplane.bench.contender;

import java.util.List;
import org.backplane.bench.workload.Length;

/** All that can be measured. */
public final class Contenders {

    private Contenders() {}

    /** Every kind, in the order of the table. */
    public static List<ContenderKind> all() {
        ContenderKind wildFly = new WarKind(new BackplaneApplication(), Container.WILDFLY);
        ContenderKind payara = new WarKind(new BackplaneApplication(), Container.PAYARA_MICRO);
        return List.of(
                wildFly,
                payara,
                new SocketIoKind(),
                new WarKind(new BridgeApplication(), Container.PAYARA_MICRO),
                new WarKind(new BareApplication(), Container.WILDFLY),
                new WarKind(new BareApplication(), Container.PAYARA_MICRO));
    }

    /** What is measured if nobody says what: a quick run does without the bridge of the tutorials. */
    public static List<String> of(Length length) {
        return all().stream()
                .map(ContenderKind::name)
                .filter(name -> length == Length.FULL || !name.startsWith("tutorial"))
                .toList();
    }
}
