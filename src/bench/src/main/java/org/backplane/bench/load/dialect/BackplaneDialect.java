package org.backplane.bench.load.dialect;

/** The wire protocol of Backplane: a JSON object a line, hello first. */
public final class BackplaneDialect implements Dialect {

    @Override
    public String name() {
        return "backplane";
    }

    @Override
    public Talk talk(Subscription subscription) {
        return new BackplaneTalk(subscription);
    }

    /** The id is the sequence number behind a one, for a number must not begin with zeros. */
    @Override
    public Form publish(String channel, int stream) {
        return form("publish\",\"channel\":\"" + channel, stream);
    }

    /** How a private message is sent. */
    public Form send(String user, int stream) {
        return form("send\",\"to\":\"" + user, stream);
    }

    private static Form form(String what, int stream) {
        return Form.of(
                stream,
                "{\"type\":\"" + what + "\",\"id\":1" + Form.SEQUENCE + ",\"name\":\"m\",\"key\":\"" + stream + "-"
                        + Form.SEQUENCE + "\",\"data\":\"" + Form.PAYLOAD + "\"}");
    }
}
