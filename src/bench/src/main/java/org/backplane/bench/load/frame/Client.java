package org.backplane.bench.load.frame;

/** What a dialect tells the connection it speaks for, by the thread that reads. */
public interface Client {

    /** A message was delivered; its stamp begins here. */
    void deliver(byte[] buffer, int stamp);

    /** The server confirmed a publish of this connection. */
    void acknowledged(long sequence);

    /** The server turned a publish of this connection down. */
    void refused(String why);

    /** The connection listens from now on. */
    void ready();

    /** Sends one text frame. */
    void send(byte[] text);
}
