package org.backplane.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.backplane.message.ChannelName;
import org.backplane.message.Position;
import org.backplane.message.UserId;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Every valid name is a channel of its own. */
interface ChannelNameContract extends ContractFixture {

    /** Names of many scripts, of every legal sign, and such as a store might take for one of its own keys. */
    List<String> NAMES = List.of(
            "a",
            "home",
            "Home",
            "HOME",
            "home:log",
            "home:meta",
            "home:keys:0",
            "home:state",
            "home:members",
            "nodes",
            "nodes:live",
            "node",
            "node:x",
            "node:x:channels",
            ":",
            "::",
            ".",
            "..",
            "-",
            "_",
            "a.b:c-d_e",
            "0",
            "007",
            "٠١٢",
            "غرفة",
            "نُسْخَة",
            "कमरा",
            "क्षत्रिय",
            "ห้องสนทนา",
            "聊天室",
            "部屋の名前",
            "채팅방",
            "комната",
            "חדר",
            "Ελλάδα",
            "straße",
            "İstanbul",
            "ısı",
            "éàü",
            "𐌰𐌱𐌲".repeat(42) + "𐌰𐌱",
            "𐐀".repeat(128),
            "漢".repeat(128),
            "@ada",
            "@~k7q3",
            "@ada@example.org",
            "@ada%20lovelace%3A%7B",
            "@" + "𐌰".repeat(127));

    @Test
    @Tag("operation")
    default void messageInAChannelOfAnyNameReachesTheOtherNode() {
        BrokerNodes brokers = brokers();
        TestNode a = brokers.node("a");
        TestNode b = brokers.node("b");
        List<ChannelName> names = NAMES.stream().map(ChannelName::new).toList();
        List<TestNode.Listening> all = names.stream().map(b::listen).toList();
        names.forEach(name -> a.publish(Publications.of(name, "\"" + name + "\"")));
        for (int i = 0; i < names.size(); i++) {
            all.get(i).awaitClean(1);
            assertThat(all.get(i).listener().messages())
                    .extracting(Publishers::dataOf)
                    .containsExactly("\"" + names.get(i) + "\"");
        }
    }

    @Test
    default void everyNameHasItsOwnLogStateAndPresences() {
        BrokerNodes brokers = brokers();
        TestNode a = brokers.node("a");
        TestNode b = brokers.node("b");
        List<ChannelName> names = NAMES.stream().map(ChannelName::new).toList();
        for (int i = 0; i < names.size(); i++) {
            a.publish(Publications.keyed(names.get(i), "ada", "k", "" + i));
            assertThat(a.set(names.get(i), "topic", "" + i).version()).isOne();
            a.join(names.get(i), "u" + i, 1);
        }
        for (int i = 0; i < names.size(); i++) {
            Snapshot now = b.snapshot(names.get(i));
            assertThat(now.position().offset()).isOne();
            assertThat(now.presences()).containsExactly(a.presence("u" + i, 1));
            assertThat(now.state().get(0).value()).hasToString("" + i);
            assertThat(b.history(names.get(i), Position.NONE, 10).messages())
                    .extracting(Publishers::dataOf)
                    .containsExactly("" + i);
        }
    }

    @Test
    default void stateKeysOfEveryScriptAreDifferentDocuments() {
        TestNode node = brokers().node("a");
        List<String> keys = NAMES.stream()
                .filter(name -> !name.startsWith("@") && name.codePointCount(0, name.length()) <= 64)
                .toList();
        keys.forEach(key -> node.set(HOME, key, "1"));
        assertThat(node.snapshot(HOME).state())
                .extracting(document -> document.key())
                .containsExactlyInAnyOrderElementsOf(keys);
    }

    @Test
    default void inboxIsAChannel() {
        BrokerNodes brokers = brokers();
        ChannelName inbox = ChannelName.inboxOf(UserId.ofPrincipal("Ada {Lovelace} é %/☃"));
        TestNode.Listening live = brokers.node("b").listen(inbox);
        brokers.node("a").publish(inbox, 3);
        live.awaitClean(3);
    }
}
