package org.backplane.bench.load.dialect;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.backplane.bench.load.time.Stamp;

/**
 * A publish of a stream with blanks in it: a hash stands for a digit of the sequence number, nine of them in a row for all of it; one
 * {@code $} for the payload.
 */
public final class Form {

    /** How a sequence number is asked for. */
    static final String SEQUENCE = "#########";

    /** How the payload is asked for. */
    static final String PAYLOAD = "$";

    private final int stream;
    private final byte[] text;
    private final int payload;
    private final int[] sequences;

    private Form(int stream, byte[] text, int payload, int[] sequences) {
        this.stream = stream;
        this.text = text;
        this.payload = payload;
        this.sequences = sequences;
    }

    /** Reads what was described. */
    static Form of(int stream, String description) {
        String text = description.replace(PAYLOAD, "0".repeat(Stamp.LENGTH));
        int payload = description.indexOf(PAYLOAD);
        if (payload < 0) {
            throw new IllegalArgumentException("no place for a payload: " + description);
        }
        int[] places = Pattern.compile(SEQUENCE)
                .matcher(text)
                .results()
                .mapToInt(found -> found.start())
                .toArray();
        return new Form(stream, text.getBytes(StandardCharsets.UTF_8), payload, places);
    }

    /** Fills one in. */
    public byte[] fill(long sequence, long scheduled) {
        byte[] filled = text.clone();
        Stamp.write(filled, payload, new Stamp.Mark(stream, sequence, scheduled));
        for (int place : sequences) {
            Stamp.digits(filled, place, SEQUENCE.length(), sequence);
        }
        return filled;
    }
}
