/**
 * The API for application code: CDI beans publish and observe messages, and read members and state documents of channels.
 *
 * <p>A bean names its channel in {@link org.backplane.event.Channel @Channel} and declares nothing else:
 *
 * <pre>{@code
 * @ApplicationScoped
 * public class Orders {
 *     public record OrderPlaced(String id, int cents) {}
 *
 *     @Inject @Outbound @Channel("orders") Event<OrderPlaced> placed;
 *     @Inject @Channel("orders") Publisher orders;
 *
 *     @Transactional
 *     public void place(String id, int cents) {
 *         placed.fire(new OrderPlaced(id, cents));                 // published after the commit
 *     }
 *
 *     public CompletionStage<Position> announce(String text) {
 *         return orders.publish("announcement", text);             // completes when the message is stored
 *     }
 *
 *     void on(@ObservesAsync @Inbound @Channel("orders") Message message) {
 *         System.out.println(message.name() + ": " + message.data());
 *     }
 * }
 * }</pre>
 *
 * <h2>What is for what?</h2>
 *
 * <table class="striped">
 *   <caption>The types of this package by task</caption>
 *   <thead>
 *     <tr><th scope="col">to</th><th scope="col">inject or observe</th></tr>
 *   </thead>
 *   <tbody>
 *     <tr>
 *       <th scope="row">publish, and know the outcome</th>
 *       <td>{@link org.backplane.event.Publisher @Channel Publisher}</td>
 *     </tr>
 *     <tr>
 *       <th scope="row">publish after the transaction commits</th>
 *       <td>{@link org.backplane.event.Outbound @Outbound} {@code @Channel Event<T>}</td>
 *     </tr>
 *     <tr>
 *       <th scope="row">receive the messages of all servers</th>
 *       <td>{@link org.backplane.event.Inbound @Inbound} {@code @Channel}
 *           {@link org.backplane.message.Message Message}</td>
 *     </tr>
 *     <tr>
 *       <th scope="row">read who is in a channel</th>
 *       <td>{@link org.backplane.event.Presence @Channel Presence}</td>
 *     </tr>
 *     <tr>
 *       <th scope="row">learn who comes and goes</th>
 *       <td>{@link org.backplane.event.Joined @Joined} or {@link org.backplane.event.Left @Left} {@code @Channel}
 *           {@link org.backplane.message.Member Member}</td>
 *     </tr>
 *     <tr>
 *       <th scope="row">share small, versioned documents with all subscribers</th>
 *       <td>{@link org.backplane.event.State @Channel State}</td>
 *     </tr>
 *     <tr>
 *       <th scope="row">send a private message, or close the connections of a user</th>
 *       <td>{@link org.backplane.event.Users Users}</td>
 *     </tr>
 *     <tr>
 *       <th scope="row">decide who may do what</th>
 *       <td>a bean that implements {@link org.backplane.security.Authorizer Authorizer}</td>
 *     </tr>
 *   </tbody>
 * </table>
 *
 * <h2>What holds for all of them?</h2>
 *
 * <ul>
 *   <li><b>Threads.</b> Everything here is thread-safe, and no method blocks. Observers, and what is attached to a stage, run on
 *       managed threads of the application and may block; {@link org.backplane.event.Publisher} has the details.
 *   <li><b>Errors.</b> A stage fails with {@link org.backplane.hub.command.RejectedException}; the
 *       {@link org.backplane.hub.command.ErrorCode code} of its rejection is the reason. Data that cannot be mapped to JSON is an
 *       {@link java.lang.IllegalArgumentException} from the call.
 *   <li><b>Mistakes in declarations</b>, such as an invalid channel name, stop the deployment with a message that names class and
 *       member.
 *   <li><b>Permissions.</b> Application code is trusted: access rules and rate limits do not apply to it; limits of size do.
 *   <li><b>When.</b> From {@code @Initialized(ApplicationScoped.class)} on; not yet in an EJB with {@code @Startup}.
 * </ul>
 */
@NullMarked
package org.backplane.event;

import org.jspecify.annotations.NullMarked;
