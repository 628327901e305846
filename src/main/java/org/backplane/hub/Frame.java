package org.backplane.hub;

import org.backplane.message.Line;

/**
 * One or more lines in one text, shared by all connections that it goes to.
 *
 * @param text the lines with {@code \n} between them
 * @param bytes the text's length in UTF-8
 * @param lines how many there are
 */
record Frame(String text, int bytes, int lines) {

    static Frame of(Line line) {
        return new Frame(line.text(), line.bytes(), 1);
    }
}
