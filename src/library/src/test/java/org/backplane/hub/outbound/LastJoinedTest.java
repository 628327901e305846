package org.backplane.hub.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import org.backplane.hub.api.Frame;
import org.backplane.message.Line;
import org.junit.jupiter.api.Test;

class LastJoinedTest {

    private final LastJoined last = new LastJoined();
    private final Frame one = frame("one");
    private final Frame two = frame("two");

    private static Frame frame(String text) {
        return Frame.of(Line.of(text));
    }

    private Frame join(Frame... parts) {
        FrameJoiner joiner = new FrameJoiner(100, last);
        for (Frame part : parts) {
            joiner.add(part);
        }
        return joiner.take();
    }

    @Test
    void sharedFramesAreJoinedOnce() {
        Frame joined = join(one, two);
        assertThat(joined.text()).isEqualTo("one\ntwo");
        assertThat(joined.bytes()).isEqualTo(7);
        assertThat(joined.lines()).isEqualTo(2);
        assertThat(join(one, two)).isSameAs(joined);
    }

    @Test
    void otherFramesAreJoinedAgain() {
        join(one, two);
        assertThat(join(two, one).text()).isEqualTo("two\none");
        assertThat(join(one, frame("two")).text()).isEqualTo("one\ntwo");
        assertThat(join(one, two, one).text()).isEqualTo("one\ntwo\none");
        assertThat(join(one, two).text()).isEqualTo("one\ntwo");
    }

    @Test
    void singleFrameIsReturnedAndNotCached() {
        Frame joined = join(one, two);
        assertThat(join(one)).isSameAs(one);
        assertThat(join(one, two)).isSameAs(joined);
    }

    @Test
    void textIsEncodedOnce() {
        Frame frame = frame("ä€😀");
        assertThat(frame.utf8()).asString().isEqualTo("ä€😀");
        assertThat(frame.utf8()).isSameAs(frame.utf8()).hasSize(frame.bytes());
    }
}
