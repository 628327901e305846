package org.backplane.bench.load.dialect;

import org.backplane.bench.load.frame.Client;
import org.backplane.bench.load.frame.FrameReader;
import org.backplane.bench.load.time.Stamp;

/** Each text frame is a payload, both ways; whoever is connected listens. A channel, if there are any, is part of the path. */
public final class PlainDialect implements Dialect {

    @Override
    public String name() {
        return "plain";
    }

    @Override
    public Talk talk(Subscription subscription) {
        return new PlainTalk();
    }

    @Override
    public Form publish(String channel, int stream) {
        return Form.of(stream, Form.PAYLOAD);
    }

    private static final class PlainTalk implements Talk {

        @Override
        public void opened(Client client) {
            client.ready();
        }

        @Override
        public void received(byte[] buffer, FrameReader.Span text, Client client) {
            int stamp = Stamp.find(buffer, text.from(), text.to());
            while (stamp >= 0) {
                client.deliver(buffer, stamp);
                stamp = Stamp.find(buffer, stamp + Stamp.LENGTH, text.to());
            }
        }
    }
}
