package io.hornbill.training;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Lends things that are costly to make. What is lent is not here: neither making room for others
 * nor closing the pool can free it before it is given back.
 */
final class Pool<K, V extends Lent> {
  private final Room room;
  private final Function<K, V> maker;
  private final Map<K, Shelf<V>> idle = new LinkedHashMap<>(16, 0.75f, true);
  private boolean closed;

  /**
   * How much a pool keeps. Of more keys those used last are kept.
   *
   * @param keys how many keys have idle things
   * @param perKey how many idle things a key has
   * @param bytes how many bytes of its own one thing of each key may have, all together; as many as
   *     the largest one has, and half of what that needs, if this is more
   */
  record Room(int keys, int perKey, long bytes) {}

  /** The idle things of a key, which are alike. */
  private static final class Shelf<V extends Lent> {
    final Deque<V> things = new ArrayDeque<>();
    final long bytes;
    final long allowance;

    Shelf(V one) {
      bytes = one.bytes();
      allowance = bytes + one.allBytes() / 2;
    }
  }

  /**
   * Makes a pool.
   *
   * @param room how much it keeps
   * @param maker makes a thing for a key
   */
  Pool(Room room, Function<K, V> maker) {
    this.room = room;
    this.maker = maker;
  }

  /** Lends a thing, which belongs to the caller until {@link #giveBack}. */
  V lend(K key) {
    V known = idle(key);
    V lent = known == null ? maker.apply(key) : known;
    lent.take();
    return lent;
  }

  private synchronized @Nullable V idle(K key) {
    Shelf<V> known = idle.get(key);
    return known == null ? null : known.things.poll();
  }

  /** Takes a thing back; frees it, or others, if there are too many. */
  void giveBack(K key, V lent) {
    lent.release();
    List<V> tooMany = keep(key, lent);
    for (int i = 0; i < tooMany.size(); i++) { // by number: nothing is allocated
      tooMany.get(i).close();
    }
  }

  private synchronized List<V> keep(K key, V lent) {
    if (closed) {
      return List.of(lent);
    }
    Shelf<V> known = idle.get(key);
    if (known != null) { // there was room for it
      boolean full = known.things.size() >= room.perKey;
      if (!full) {
        known.things.push(lent);
      }
      return full ? List.of(lent) : List.of();
    }
    Shelf<V> made = new Shelf<>(lent);
    made.things.push(lent);
    idle.put(key, made);
    return dropOldest();
  }

  /** Makes room; what was given back last stays. */
  private List<V> dropOldest() {
    long bytes = 0;
    long most = room.bytes;
    for (Shelf<V> shelf : idle.values()) {
      bytes += shelf.bytes;
      most = Math.max(most, shelf.allowance);
    }
    List<V> dropped = new ArrayList<>();
    var oldest = idle.values().iterator();
    for (int left = idle.size(); left > 1 && (left > room.keys || bytes > most); left--) {
      Shelf<V> shelf = oldest.next();
      bytes -= shelf.bytes;
      dropped.addAll(shelf.things);
      oldest.remove();
    }
    return dropped;
  }

  /** Frees what is idle. */
  void clear() {
    takeAll(false).forEach(Lent::close);
  }

  /** Frees what is idle, and from now on everything that is given back. */
  void close() {
    takeAll(true).forEach(Lent::close);
  }

  private synchronized List<V> takeAll(boolean forGood) {
    closed |= forGood;
    List<V> all = new ArrayList<>();
    idle.values().forEach(shelf -> all.addAll(shelf.things));
    idle.clear();
    return all;
  }
}
