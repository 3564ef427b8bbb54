package io.hornbill.base.internal;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What is known of objects for as long as they live; each is equal to nothing but itself. Any
 * threads may use it at the same time.
 *
 * @param <K> the kind of objects
 * @param <V> what is known of one, which must not hold it
 */
public final class WeakIdentityMap<K, V> {
  private final Map<Key<K>, V> known = new ConcurrentHashMap<>();
  private final ReferenceQueue<K> gone = new ReferenceQueue<>();

  /** One object, and none that equals it. */
  private static final class Key<K> extends WeakReference<K> {
    private final int hash;

    Key(K object, @Nullable ReferenceQueue<K> queue) {
      super(object, queue);
      hash = System.identityHashCode(object);
    }

    @Override
    public int hashCode() {
      return hash;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      Object own = get();
      return this == other || (own != null && other instanceof Key<?> key && key.get() == own);
    }
  }

  /** Makes an empty map. */
  public WeakIdentityMap() {}

  /**
   * Returns what is known of an object.
   *
   * @param object the object
   * @return its value; null if there is none
   */
  public @Nullable V get(K object) {
    return known.get(new Key<>(object, null));
  }

  /**
   * Says what is known of an object from now on.
   *
   * @param object the object
   * @param value its value
   */
  public void put(K object, V value) {
    forget();
    known.put(new Key<>(object, gone), value);
  }

  /**
   * Returns what is known of an object, or makes it.
   *
   * @param object the object
   * @param maker makes its value if there is none
   * @return its value
   */
  public V get(K object, Supplier<V> maker) {
    forget();
    V value = get(object);
    return value != null
        ? value
        : known.computeIfAbsent(new Key<>(object, gone), key -> maker.get());
  }

  private void forget() {
    for (Reference<?> one = gone.poll(); one != null; one = gone.poll()) {
      known.remove(one);
    }
  }
}
