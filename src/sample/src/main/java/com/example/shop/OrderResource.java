package com.example.shop;

import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Positive;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.backplane.event.Channel;
import org.backplane.event.Outbound;

/** Places orders, and lists those in the database of this server. */
@Path("orders")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
public class OrderResource {

    @PersistenceContext
    private EntityManager entities;

    @Inject
    @Outbound(name = "placed")
    @Channel("orders")
    private Event<Order> placed;

    @Inject
    private OrderCounter counter;

    /** The message is published after the commit, and not at all after a rollback. */
    @POST
    @Transactional
    public Order place(@NotBlank @FormParam("item") String item, @Positive @FormParam("quantity") int quantity) {
        Order order = new Order(item, quantity);
        entities.persist(order);
        placed.fire(order);
        return order;
    }

    @GET
    public List<Order> list() {
        return entities.createQuery("select o from Order o order by o.placedAt", Order.class)
                .getResultList();
    }

    /** How many orders this server has heard of since it was started, from all servers. */
    @GET
    @Path("count")
    public long count() {
        return counter.count();
    }
}
