package org.backplane.it.app;

/** Something that an application tells. */
public class OrderPlaced {

    private final String item;

    /** An order for an item. */
    public OrderPlaced(String item) {
        this.item = item;
    }

    /** What was ordered. */
    public String getItem() {
        return item;
    }
}
