package org.backplane.bench.workload;

import java.util.ArrayList;
import java.util.List;
import org.backplane.bench.contender.Contender;
import org.backplane.bench.load.Link;
import org.backplane.bench.load.Swarm;
import org.backplane.bench.load.Trial;
import org.backplane.bench.load.Voice;
import org.backplane.bench.load.Window;
import org.backplane.bench.load.dialect.Form;
import org.backplane.bench.load.dialect.Subscription;
import org.backplane.bench.load.time.Ticks;

/** Publishes on connections that listen to nothing, and waits for what is confirmed. */
final class Outside {

    private static final int CONNECTIONS = 8;
    private static final int AT_ONCE = 500;

    private Outside() {}

    /**
     * Publishes so many messages of each form.
     *
     * @throws IllegalStateException if not all are confirmed
     */
    static void publish(Contender contender, List<Form> forms, int messages) {
        try (Swarm swarm = new Swarm(contender)) {
            List<Subscription> subscriptions = new ArrayList<>();
            for (int i = 0; i < CONNECTIONS; i++) {
                subscriptions.add(Subscription.fresh(i % contender.nodes().size(), "", new Subscription.Streams(0, 0)));
            }
            List<Link> links = swarm.open(subscriptions);
            List<Voice> voices = new ArrayList<>();
            for (Form form : forms) {
                voices.add(Voice.to(links.get(voices.size() % CONNECTIONS), form));
            }
            say(swarm.window(new Trial(0, new int[0])), voices, messages);
        }
    }

    private static void say(Window window, List<Voice> voices, int messages) {
        long sent = 0;
        for (int message = 0; message < messages; message++) {
            for (Voice voice : voices) {
                voice.say(message, Ticks.now());
                sent++;
                if (sent % AT_ONCE == 0) {
                    window.drain(0, sent);
                }
            }
        }
        window.drain(0, sent);
        if (window.acknowledged() != sent) {
            throw new IllegalStateException(
                    window.acknowledged() + " of " + sent + " confirmed: " + window.complaints());
        }
    }
}
