package org.backplane.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class BrokerEventTest {

    @Test
    void eachEventHasItsOwnCounter() {
        BrokerEvents events = new BrokerEvents();
        events.count(BrokerEvent.GAP);
        events.count(BrokerEvent.GAP);
        events.count(BrokerEvent.REAPED_NODE);

        assertThat(events.counts())
                .containsOnlyKeys(BrokerEvent.values())
                .containsEntry(BrokerEvent.GAP, 2L)
                .containsEntry(BrokerEvent.REAPED_NODE, 1L)
                .containsEntry(BrokerEvent.RESET, 0L);
    }

    @Test
    void everyEventIsDocumented() throws IOException {
        String manual = Files.readString(Path.of("docs", "operations.md"));
        for (BrokerEvent event : BrokerEvent.values()) {
            assertThat(manual).contains("| `" + event.label() + "` |");
        }
    }
}
