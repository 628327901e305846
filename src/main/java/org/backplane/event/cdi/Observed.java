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

/** The closed set of what observers can be told of a channel. */
enum Observed {
    /** Messages. */
    INBOUND(Inbound.Literal.INSTANCE, Message.class),
    /** Users who came. */
    JOINED(Joined.Literal.INSTANCE, Member.class),
    /** Users who went. */
    LEFT(Left.Literal.INSTANCE, Member.class);

    private final AnnotationLiteral<?> qualifier;
    private final Class<?> payload;

    Observed(AnnotationLiteral<?> qualifier, Class<?> payload) {
        this.qualifier = qualifier;
        this.payload = payload;
    }

    /** Which of them an observer's qualifiers ask for; empty if its events are not ours. */
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

    /** What is told. */
    Class<?> payload() {
        return payload;
    }
}
