package com.example.shop;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** An order: a row of the database, and the data of the message that announces it. */
@Entity
@Table(name = "shop_order")
public class Order {

    @Id
    private String id;

    private String item;
    private int quantity;
    private Instant placedAt;

    /** For JPA. */
    protected Order() {}

    public Order(String item, int quantity) {
        this.id = UUID.randomUUID().toString();
        this.item = item;
        this.quantity = quantity;
        this.placedAt = Instant.now();
    }

    public String getId() {
        return id;
    }

    public String getItem() {
        return item;
    }

    public int getQuantity() {
        return quantity;
    }

    public Instant getPlacedAt() {
        return placedAt;
    }
}
