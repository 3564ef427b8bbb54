package io.hornbill.layers.internal;

import io.hornbill.base.Config;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** How files name the parts that were registered for them, for as long as these parts live. */
final class RegisteredForms {
  private static final Map<Key, Config> FORMS = new ConcurrentHashMap<>();
  private static final ReferenceQueue<Object> GONE = new ReferenceQueue<>();

  private RegisteredForms() {}

  static void put(Object part, Config form) {
    for (Reference<?> gone = GONE.poll(); gone != null; gone = GONE.poll()) {
      FORMS.remove(gone);
    }
    FORMS.put(new Key(part, GONE), form);
  }

  static @Nullable Config get(Object part) {
    return FORMS.get(new Key(part, null));
  }

  /** One object, and none that equals it: a file may register what is a part of the library. */
  private static final class Key extends WeakReference<Object> {
    private final int hash;

    Key(Object part, @Nullable ReferenceQueue<Object> queue) {
      super(part, queue);
      hash = System.identityHashCode(part);
    }

    @Override
    public int hashCode() {
      return hash;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      Object part = get();
      return this == other || (other instanceof Key key && part != null && part == key.get());
    }
  }
}
