package io.hornbill.engine.internal.onednn;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The layouts that were described last, so that equal layers describe theirs once. */
final class KnownLayouts {
  private static final int MOST = 1024;

  private record Key(List<Long> dims, List<Long> strides, boolean bfloat16) {}

  private static final Map<Key, MemoryDesc> KNOWN =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, MemoryDesc> eldest) {
          return size() > MOST;
        }
      };

  private KnownLayouts() {}

  /**
   * Returns the description of a layout.
   *
   * @param dims its dimensions
   * @param strides its strides; none for blocks of channels
   * @param bfloat16 false for floats
   * @param maker describes it, if it is not known
   */
  static MemoryDesc of(long[] dims, long[] strides, boolean bfloat16, Supplier<MemoryDesc> maker) {
    Key key = new Key(list(dims), list(strides), bfloat16);
    synchronized (KNOWN) {
      MemoryDesc known = KNOWN.get(key);
      if (known == null) {
        known = maker.get();
        KNOWN.put(key, known);
      }
      return known;
    }
  }

  private static List<Long> list(long[] values) {
    return Arrays.stream(values).boxed().toList();
  }
}
