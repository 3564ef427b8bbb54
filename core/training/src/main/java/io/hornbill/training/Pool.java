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
  private final int keys;
  private final int idlePerKey;
  private final Function<K, V> maker;
  private final Map<K, Deque<V>> idle = new LinkedHashMap<>(16, 0.75f, true);
  private boolean closed;

  /**
   * Makes a pool.
   *
   * @param keys how many keys have idle things, those used last
   * @param idlePerKey how many idle things a key has
   * @param maker makes a thing for a key
   */
  Pool(int keys, int idlePerKey, Function<K, V> maker) {
    this.keys = keys;
    this.idlePerKey = idlePerKey;
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
    Deque<V> known = idle.get(key);
    return known == null ? null : known.poll();
  }

  /** Takes a thing back; frees it, or others, if there are too many. */
  void giveBack(K key, V lent) {
    lent.release();
    for (V one : keep(key, lent)) {
      one.close();
    }
  }

  private synchronized List<V> keep(K key, V lent) {
    if (closed) {
      return List.of(lent);
    }
    Deque<V> known = idle.computeIfAbsent(key, k -> new ArrayDeque<>());
    if (known.size() >= idlePerKey) {
      return List.of(lent);
    }
    known.push(lent);
    return idle.size() > keys ? dropOldest() : List.of();
  }

  private List<V> dropOldest() {
    var oldest = idle.values().iterator();
    List<V> dropped = new ArrayList<>(oldest.next());
    oldest.remove();
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
    idle.values().forEach(all::addAll);
    idle.clear();
    return all;
  }
}
