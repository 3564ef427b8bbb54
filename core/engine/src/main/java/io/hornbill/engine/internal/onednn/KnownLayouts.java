package io.hornbill.engine.internal.onednn;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The layouts that were described last, so that equal layers describe theirs once. */
final class KnownLayouts {
  private static final int MOST = 1024;

  private static final Map<List<List<Long>>, MemoryDesc> KNOWN =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<List<List<Long>>, MemoryDesc> eldest) {
          return size() > MOST;
        }
      };

  private KnownLayouts() {}

  /**
   * Returns the description of a layout.
   *
   * @param dims its dimensions
   * @param strides its strides; none for blocks of channels
   * @param maker describes it, if it is not known
   */
  static MemoryDesc of(long[] dims, long[] strides, Supplier<MemoryDesc> maker) {
    List<List<Long>> key = List.of(list(dims), list(strides));
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
