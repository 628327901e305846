package org.backplane.event.cdi;

import jakarta.enterprise.util.AnnotationLiteral;
import java.lang.annotation.Annotation;
import java.util.Optional;
import java.util.Set;
import org.backplane.event.Inbound;
import org.backplane.event.Joined;
import org.backplane.event.Left;
import org.backplane.message.Member;
import org.backplane.message.Message;

/** The kinds of events of a channel that can be observed. */
enum Observed {
    /** A message was published. */
    INBOUND(Inbound.Literal.INSTANCE, Message.class),
    /** A user joined. */
    JOINED(Joined.Literal.INSTANCE, Member.class),
    /** A user left. */
    LEFT(Left.Literal.INSTANCE, Member.class);

    private final AnnotationLiteral<?> qualifier;
    private final Class<?> payload;

    Observed(AnnotationLiteral<?> qualifier, Class<?> payload) {
        this.qualifier = qualifier;
        this.payload = payload;
    }

    /** Returns the kind that an observer's qualifiers name; empty if it does not observe a channel. */
    static Optional<Observed> of(Set<Annotation> qualifiers) {
        for (Observed one : values()) {
            if (qualifiers.contains(one.qualifier)) {
                return Optional.of(one);
            }
        }
        return Optional.empty();
    }

    Annotation qualifier() {
        return qualifier;
    }

    /** Returns the type of the event object. */
    Class<?> payload() {
        return payload;
    }
}
